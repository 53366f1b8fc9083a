package im.conduit.providers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.providers.demo.Jobs.Listener;
import im.conduit.realtime.generation.GenerationProvider.Job;
import im.conduit.realtime.generation.GenerationProvider.Medium;
import im.conduit.realtime.generation.GenerationProvider.Outcome;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.TaskType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPictureTest {

    private static final Size SMALL = new Size(96, 64);

    private final DemoProvider provider = new DemoProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void servesItsOwnModelsOnly() {
        assertThat(provider.serves(TaskType.IMAGE, "demo-image")).isTrue();
        assertThat(provider.serves(TaskType.VIDEO, "demo-video")).isTrue();
        assertThat(provider.serves(TaskType.IMAGE, "demo-video")).isFalse();
        assertThat(provider.serves(TaskType.IMAGE, "dall-e-3")).isFalse();
    }

    @Test
    void aPictureIsAPngOfTheAskedSize() throws Exception {
        Medium medium = paint("A lighthouse by the sea", 1, new Size(320, 200)).getFirst();

        assertThat(medium.contentType()).isEqualTo("image/png");
        assertThat(medium.info()).isEqualTo(new MediaInfo(320, 200, "png", null, null));
        BufferedImage picture = read(medium);
        assertThat(picture.getWidth()).isEqualTo(320);
        assertThat(picture.getHeight()).isEqualTo(200);
    }

    @Test
    void theSamePromptAndSeedGiveTheSameBytes() throws Exception {
        byte[] once = paint("Northern lights", 1, SMALL).getFirst().bytes();
        assertThat(paint("Northern lights", 1, SMALL).getFirst().bytes()).isEqualTo(once);
    }

    @Test
    void anotherSeedAnotherPromptAndEachOfSeveralPicturesDiffer() throws Exception {
        List<Medium> three = paint("Dunes", 3, SMALL);
        byte[] otherSeed = finished(Jobs.picture("Dunes", 1, SMALL, 8)).media().getFirst().bytes();
        byte[] otherPrompt = paint("Dunes at night", 1, SMALL).getFirst().bytes();

        assertThat(List.of(otherSeed, otherPrompt, three.get(1).bytes(), three.get(2).bytes()))
                .doesNotHaveDuplicates()
                .noneMatch(other -> Arrays.equals(other, three.getFirst().bytes()));
    }

    @Test
    void aColourWordColoursThePicture() throws Exception {
        double[] red = mean(paint("a crimson silk", 1, SMALL).getFirst());
        double[] blue = mean(paint("an azure silk", 1, SMALL).getFirst());
        assertThat(red[0]).isGreaterThan(red[2]);
        assertThat(blue[2]).isGreaterThan(blue[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "1x8192", "8192x1", "17x311"})
    void everyShapeIsPainted(String size) throws Exception {
        String[] sides = size.split("x");
        Size wanted = new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        BufferedImage picture = read(paint("A city", 1, wanted).getFirst());
        assertThat(picture.getWidth() + "x" + picture.getHeight()).isEqualTo(size);
    }

    @Test
    void aSizeWithTooManyPixelsIsMadeSmallerInTheSameShape() {
        assertThat(Painting.trueSize(new Size(8192, 8192))).isEqualTo(new Size(2048, 2048));
        assertThat(Painting.trueSize(new Size(8192, 4096))).isEqualTo(new Size(2896, 1448));
        assertThat(Painting.trueSize(new Size(2048, 2048))).isEqualTo(new Size(2048, 2048));
    }

    @Test
    void progressCountsTilesAndPicturesAndNeverFalls() throws Exception {
        Listener listener = new Listener();
        provider.generate(Jobs.picture("Hills", 2, new Size(64, 64), 1), listener);

        assertThat(listener.heard).hasSize(31);
        assertThat(listener.heard).extracting(Progress::percent).isSorted().last().isEqualTo(96);
        assertThat(listener.heard).extracting(Progress::total).containsOnly(2);
        assertThat(listener.heard.get(14).done()).isEqualTo(0);
        assertThat(listener.heard.get(15).done()).isEqualTo(1);
        assertThat(listener.heard.getFirst().message())
                .isEqualTo("Painted 1 of 16 tiles of picture 1 of 2");
    }

    @Test
    void stopsBetweenTwoTiles() throws Exception {
        Listener listener = new Listener(reports -> reports == 3);
        assertThat(provider.generate(Jobs.picture("Hills", 1, SMALL, 1), listener))
                .isEqualTo(new Outcome.Stopped());
        assertThat(listener.heard).hasSize(3);
    }

    @Test
    void slowWorkStopsLongBeforeItsEnd() throws Exception {
        Listener listener = new Listener(reports -> true);
        assertThat(provider.generate(Jobs.picture("[slow:10m] Hills", 1, SMALL, 1), listener))
                .isEqualTo(new Outcome.Stopped());
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void slowWorkTakesAtLeastItsTime() throws Exception {
        long start = System.nanoTime();
        finished(Jobs.picture("[slow:300ms] Hills", 1, SMALL, 1));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
    }

    @Test
    void aDirectedFailureFollowsHalfOfTheWork() throws Exception {
        Listener listener = new Listener();
        Outcome outcome =
                provider.generate(
                        Jobs.picture("[fail:content_policy_violation] Hills", 1, SMALL, 1),
                        listener);
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Failed(
                                new Failure(
                                        "The prompt told the demo provider to fail.",
                                        "content_policy_violation",
                                        false)));
        assertThat(listener.heard).last().extracting(Progress::percent).isEqualTo(50);
    }

    @Test
    void aFailureOfTheFirstAttemptIsOverWithTheSecond() throws Exception {
        Job job = Jobs.picture("[fail:provider_error:1] Hills", 1, SMALL, 1);
        assertThat(provider.generate(job, new Listener()))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().retryable()).isTrue());
        assertThat(provider.generate(Jobs.again(job, 2), new Listener()))
                .isInstanceOfSatisfying(
                        Outcome.Finished.class,
                        done -> assertThat(done.revisedPrompt()).isEqualTo("Hills"));
    }

    @Test
    void anyTextMakesAPicture() throws Exception {
        for (String text : List.of("", "   ", "猫と山 🐈", "\u0000\ud800", "x".repeat(32_000))) {
            assertThat(paint(text, 1, new Size(160, 120))).hasSize(1);
        }
    }

    private List<Medium> paint(String prompt, int count, Size size) throws InterruptedException {
        return finished(Jobs.picture(prompt, count, size, 1)).media();
    }

    private Outcome.Finished finished(Job job) throws InterruptedException {
        return (Outcome.Finished) provider.generate(job, new Listener());
    }

    private static BufferedImage read(Medium medium) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(medium.bytes()));
    }

    private static double[] mean(Medium medium) throws IOException {
        BufferedImage picture = read(medium);
        double[] sum = new double[3];
        for (int rgb :
                picture.getRGB(
                        0,
                        0,
                        picture.getWidth(),
                        picture.getHeight(),
                        null,
                        0,
                        picture.getWidth())) {
            sum[0] += rgb >> 16 & 255;
            sum[1] += rgb >> 8 & 255;
            sum[2] += rgb & 255;
        }
        return sum;
    }
}
