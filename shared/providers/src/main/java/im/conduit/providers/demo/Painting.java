package im.conduit.providers.demo;

import im.conduit.providers.demo.scene.Scene;
import im.conduit.realtime.task.Size;
import java.awt.image.BufferedImage;

/// A picture on the easel, painted tile by tile.
final class Painting {

    /// More pixels than this are not rendered: the picture is made smaller, in the same shape.
    static final long MOST_PIXELS = 4L * 1024 * 1024;

    private static final int LARGEST_TILE = 256;

    private final BufferedImage picture;
    private final Scene scene;
    private final int edge;
    private final int columns;

    Painting(Scene scene, Size size) {
        this.scene = scene;
        this.picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        this.edge = edge(size);
        this.columns = Math.ceilDiv(size.width(), edge);
    }

    /// The size that is really rendered where `wanted` is asked for.
    static Size trueSize(Size wanted) {
        double pixels = (double) wanted.width() * wanted.height();
        if (pixels <= MOST_PIXELS) {
            return wanted;
        }
        double scale = Math.sqrt(MOST_PIXELS / pixels);
        return new Size(
                Math.max(1, (int) (wanted.width() * scale)),
                Math.max(1, (int) (wanted.height() * scale)));
    }

    /// How many tiles a picture of this size has.
    static int tiles(Size size) {
        return Math.ceilDiv(size.width(), edge(size)) * Math.ceilDiv(size.height(), edge(size));
    }

    /// Paints one tile, counted from 0, as the scene is at the time `t`.
    void paint(int tile, double t) {
        int left = tile % columns * edge;
        int top = tile / columns * edge;
        int right = Math.min(left + edge, picture.getWidth());
        int bottom = Math.min(top + edge, picture.getHeight());
        double scale = 1.0 / picture.getHeight();
        double middle = picture.getWidth() / 2.0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                double u = (x + 0.5 - middle) * scale;
                picture.setRGB(x, y, scene.at(u, (y + 0.5) * scale, t).rgb());
            }
        }
    }

    BufferedImage picture() {
        return picture;
    }

    private static int edge(Size size) {
        int quarter = Math.ceilDiv(Math.max(size.width(), size.height()), 4);
        return Math.clamp(quarter, 1, LARGEST_TILE);
    }
}
