package im.conduit.providers.demo;

import im.conduit.providers.demo.scene.Scenes;
import im.conduit.realtime.generation.GenerationProvider.Medium;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// Pictures, one after the other so that only one is in memory at a time; a unit is a tile.
final class PictureWork implements Work {

    private final String text;
    private final long seed;
    private final int count;
    private final Size size;
    private final int tiles;
    private final List<Medium> media = new ArrayList<>();
    private @Nullable Painting easel;

    PictureWork(String text, RenderOptions options) {
        this.text = text;
        this.seed = options.seed() == null ? 0 : options.seed();
        this.count = options.count();
        this.size = Painting.trueSize(options.size());
        this.tiles = Painting.tiles(size);
    }

    @Override
    public int units() {
        return count * tiles;
    }

    @Override
    public void perform(int unit) {
        int tile = unit % tiles;
        Painting painting = easel;
        if (painting == null) {
            int variant = unit / tiles;
            painting =
                    new Painting(Scenes.of(text, seed, variant, size.width(), size.height()), size);
            easel = painting;
        }
        painting.paint(tile, 0);
        if (tile == tiles - 1) {
            media.add(finish(painting.picture()));
            easel = null;
        }
    }

    @Override
    public Progress progress(int done, @Nullable Integer remainingSeconds) {
        String message =
                count == 1
                        ? "Painted %d of %d tiles".formatted(done, tiles)
                        : "Painted %d of %d tiles of picture %d of %d"
                                .formatted(done % tiles, tiles, done / tiles + 1, count);
        return new Progress(100 * done / units(), message, done / tiles, count, remainingSeconds);
    }

    @Override
    public List<Medium> media() {
        return List.copyOf(media);
    }

    private Medium finish(BufferedImage picture) {
        Caption.of(text, size.width(), size.height()).draw(picture);
        MediaInfo info = new MediaInfo(size.width(), size.height(), "png", null, null);
        return new Medium(png(picture), "image/png", info);
    }

    private static byte[] png(BufferedImage picture) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(picture);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
