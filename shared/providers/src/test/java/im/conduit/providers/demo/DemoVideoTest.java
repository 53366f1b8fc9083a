package im.conduit.providers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.providers.demo.Jobs.Listener;
import im.conduit.realtime.generation.GenerationProvider.Job;
import im.conduit.realtime.generation.GenerationProvider.Medium;
import im.conduit.realtime.generation.GenerationProvider.Outcome;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.TaskType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoVideoTest {

    private final DemoProvider provider = new DemoProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aVideoDecodesToEveryFrameOfItsTrueSize() throws Exception {
        Medium medium = film(job("The sea at night", new Size(1280, 720), null, null));

        assertThat(medium.contentType()).isEqualTo("video/mp4");
        assertThat(medium.info()).isEqualTo(new MediaInfo(320, 180, "mp4", 12, 2.0));
        List<Picture> frames = decode(medium.bytes());
        assertThat(frames).hasSize(24);
        assertThat(frames.getFirst().getCroppedWidth()).isEqualTo(320);
        assertThat(frames.getFirst().getCroppedHeight()).isEqualTo(180);
    }

    @Test
    void framesMove() throws Exception {
        List<Picture> frames = decode(film(job("Silk", new Size(64, 64), 1, 4)).bytes());
        long moved =
                IntStream.range(0, 64 * 64)
                        .filter(
                                i ->
                                        Math.abs(
                                                        frames.get(0).getPlaneData(0)[i]
                                                                - frames.get(2).getPlaneData(0)[i])
                                                > 4)
                        .count();
        assertThat(moved).isGreaterThan(64);
    }

    @Test
    void theIndexComesBeforeTheFrames() throws Exception {
        assertThat(boxes(film(job("Hills", new Size(64, 36), 1, 6)).bytes()))
                .containsSubsequence("ftyp", "moov", "mdat");
    }

    @Test
    void theSameJobGivesTheSameBytes() throws Exception {
        Job job = job("A neon city", new Size(160, 90), 1, 3);
        assertThat(film(job).bytes()).isEqualTo(film(job).bytes());
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1.0", "60,1,24,24.0", "2,6,12,2.0", "6,120,24,1.0"})
    void lengthAndRateAreTheAskedOnesAsFarAsTwentyFourFramesGo(
            int seconds, int fps, int frames, double length) throws Exception {
        Medium medium = film(job("Dunes", new Size(32, 32), seconds, fps));
        assertThat(medium.info().fps()).isEqualTo(Math.min(fps, 24));
        assertThat(medium.info().durationSeconds()).isEqualTo(length);
        assertThat(decode(medium.bytes())).hasSize(frames);
    }

    @ParameterizedTest
    @CsvSource({
        "1280,720,320,180",
        "720,1280,180,320",
        "1024,1024,180,180",
        "300,100,300,100",
        "8192,1,320,32",
        "1,1,32,32",
        "101,57,102,58"
    })
    void theShapeIsKeptWithinTheBounds(int width, int height, int trueWidth, int trueHeight) {
        assertThat(VideoWork.trueSize(new Size(width, height)))
                .isEqualTo(new Size(trueWidth, trueHeight));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poster", "city at night", "planet", "aurora", "sea", "silk", "dune"})
    void everySceneFitsIntoAFilm(String prompt) throws Exception {
        for (Size size : List.of(new Size(32, 32), new Size(182, 320))) {
            assertThat(decode(film(job(prompt, size, 1, 2)).bytes())).hasSize(2);
        }
    }

    @Test
    void progressCountsFrames() throws Exception {
        Listener listener = new Listener();
        provider.generate(job("Hills", new Size(32, 32), 1, 4), listener);
        assertThat(listener.heard).extracting(Progress::percent).containsExactly(25, 50, 75);
        assertThat(listener.heard).extracting(Progress::done).containsExactly(1, 2, 3);
        assertThat(listener.heard).extracting(Progress::total).containsOnly(4);
        assertThat(listener.heard.getFirst().message()).isEqualTo("Rendered 1 of 4 frames");
    }

    @Test
    void stopsBetweenTwoFrames() throws Exception {
        Listener listener = new Listener(reports -> reports == 2);
        assertThat(provider.generate(job("Hills", new Size(32, 32), 1, 8), listener))
                .isEqualTo(new Outcome.Stopped());
        assertThat(listener.heard).hasSize(2);
    }

    private Medium film(Job job) throws InterruptedException {
        Outcome.Finished done = (Outcome.Finished) provider.generate(job, new Listener());
        assertThat(done.media()).hasSize(1);
        return done.media().getFirst();
    }

    private static Job job(
            String prompt, Size size, @Nullable Integer seconds, @Nullable Integer fps) {
        return Jobs.job(
                TaskType.VIDEO,
                prompt,
                new RenderOptions(1, size, null, seconds, fps, JsonText.EMPTY_OBJECT));
    }

    private static List<Picture> decode(byte[] mp4) throws IOException, JCodecException {
        FrameGrab grab =
                FrameGrab.createFrameGrab(
                        ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(mp4)));
        List<Picture> frames = new ArrayList<>();
        for (Picture next = grab.getNativeFrame(); next != null; next = grab.getNativeFrame()) {
            frames.add(next.cloneCropped());
        }
        return frames;
    }

    /// Names of the boxes on the top level of the file, which they fill to the last byte.
    private static List<String> boxes(byte[] mp4) {
        ByteBuffer file = ByteBuffer.wrap(mp4);
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < mp4.length) {
            long length = Integer.toUnsignedLong(file.getInt(at));
            names.add(new String(mp4, at + 4, 4, StandardCharsets.US_ASCII));
            at += (int) (length == 1 ? file.getLong(at + 8) : length);
        }
        assertThat(at).isEqualTo(mp4.length);
        return names;
    }
}
