package im.conduit.providers.demo;

import im.conduit.providers.demo.scene.Scenes;
import im.conduit.realtime.generation.GenerationProvider.Medium;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A short video that loops; a unit is a frame.
final class VideoWork implements Work {

    static final int MOST_FRAMES = 24;

    private static final int LONG_SIDE = 320;
    private static final int SHORT_SIDE = 180;
    private static final int SHORTEST_SIDE = 32;
    private static final int USUAL_FPS = 12;
    private static final int MOST_FPS = 24;
    private static final int USUAL_SECONDS = 6;

    private final int fps;
    private final int frames;
    private final Size size;
    private final Painting painting;
    private final Caption caption;
    private final Film film;

    VideoWork(String text, RenderOptions options) {
        Integer seconds = options.durationSeconds();
        Integer wantedFps = options.fps();
        long seed = options.seed() == null ? 0 : options.seed();
        this.fps = Math.min(wantedFps == null ? USUAL_FPS : wantedFps, MOST_FPS);
        this.frames =
                Math.clamp(
                        (long) fps * (seconds == null ? USUAL_SECONDS : seconds), 1, MOST_FRAMES);
        this.size = trueSize(options.size());
        this.painting = new Painting(Scenes.of(text, seed, 0, size.width(), size.height()), size);
        this.caption = Caption.of(text, size.width(), size.height());
        this.film = new Film(size, fps);
    }

    /// The size that is really rendered where `wanted` is asked for: the same shape within 320 ×
    /// 180 (180 × 320), in even numbers, no side under 32.
    static Size trueSize(Size wanted) {
        int wide = Math.max(wanted.width(), wanted.height());
        int narrow = Math.min(wanted.width(), wanted.height());
        double scale =
                Math.min(1, Math.min((double) LONG_SIDE / wide, (double) SHORT_SIDE / narrow));
        return new Size(even(wanted.width() * scale), even(wanted.height() * scale));
    }

    @Override
    public int units() {
        return frames;
    }

    @Override
    public void perform(int unit) {
        for (int tile = 0; tile < Painting.tiles(size); tile++) {
            painting.paint(tile, (double) unit / frames);
        }
        caption.draw(painting.picture());
        film.add(painting.picture());
    }

    @Override
    public Progress progress(int done, @Nullable Integer remainingSeconds) {
        String message = "Rendered %d of %d frames".formatted(done, frames);
        return new Progress(100 * done / frames, message, done, frames, remainingSeconds);
    }

    @Override
    public List<Medium> media() {
        MediaInfo info =
                new MediaInfo(size.width(), size.height(), "mp4", fps, (double) frames / fps);
        return List.of(new Medium(film.mp4(), "video/mp4", info));
    }

    private static int even(double side) {
        return Math.max(SHORTEST_SIDE, 2 * (int) Math.round(side / 2));
    }
}
