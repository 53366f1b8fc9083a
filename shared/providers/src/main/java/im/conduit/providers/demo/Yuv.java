package im.conduit.providers.demo;

import java.awt.image.BufferedImage;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Picture;

/// Pictures as a video encoder takes them: ITU-R BT.709, video range, one colour for four pixels.
final class Yuv {

    private Yuv() {}

    /// @param picture of even width and height
    static Picture of(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        Picture yuv = Picture.create(width, height, ColorSpace.YUV420J);
        byte[] luma = yuv.getPlaneData(0);
        for (int y = 0; y < height; y += 2) {
            for (int x = 0; x < width; x += 2) {
                double[] sum = new double[3];
                for (int i = 0; i < 4; i++) {
                    int px = x + i % 2;
                    int py = y + i / 2;
                    luma[py * width + px] = signed(16 + light(picture.getRGB(px, py), sum));
                }
                colour(yuv, y / 2 * (width / 2) + x / 2, sum);
            }
        }
        return yuv;
    }

    /// Luma of a pixel, 0 to 219; adds its channels, 0 to 1, to `sum`.
    private static double light(int rgb, double[] sum) {
        double r = (rgb >> 16 & 255) / 255.0;
        double g = (rgb >> 8 & 255) / 255.0;
        double b = (rgb & 255) / 255.0;
        sum[0] += r;
        sum[1] += g;
        sum[2] += b;
        return 219 * luma(r, g, b);
    }

    private static void colour(Picture yuv, int at, double[] sum) {
        double luma = luma(sum[0], sum[1], sum[2]);
        yuv.getPlaneData(1)[at] = signed(128 + 224 * (sum[2] - luma) / 4 / 1.8556);
        yuv.getPlaneData(2)[at] = signed(128 + 224 * (sum[0] - luma) / 4 / 1.5748);
    }

    private static double luma(double r, double g, double b) {
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }

    /// The encoder's samples are shifted by 128.
    private static byte signed(double sample) {
        return (byte) (Math.round(sample) - 128);
    }
}
