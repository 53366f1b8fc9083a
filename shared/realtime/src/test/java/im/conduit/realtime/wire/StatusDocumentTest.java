package im.conduit.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.Task.DeliverySummary;
import im.conduit.realtime.task.Task.State;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class StatusDocumentTest {

    private static final String ID = "01890000-0000-7000-8000-000000000001";
    private static final Instant CREATED = Instant.parse("2026-01-20T15:30:45.123Z");
    private static final Instant UPDATED = Instant.parse("2026-01-20T15:30:50Z");
    private static final PublicUrl URLS = PublicUrl.of("https://api.example");

    private static final String HEAD =
            "{'task_id':'"
                    + ID
                    + "','taskId':'"
                    + ID
                    + "','type':'image_generation',"
                    + "'model':'demo-image','prompt':'A fox',";
    private static final String FOOT =
            "'created_at':'2026-01-20T15:30:45.123Z','createdAt':'2026-01-20T15:30:45.123Z',"
                    + "'updated_at':'2026-01-20T15:30:50.000Z','updatedAt':'2026-01-20T15:30:50.000Z',"
                    + "'sequence':3,'retry_count':0,'retryCount':0}";
    private static final String ENDED =
            "'completed_at':'2026-01-20T15:30:50.000Z','completedAt':'2026-01-20T15:30:50.000Z',";

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of(
                        new State.Pending(),
                        "'status':'pending','completed':false,'failed':false,"
                                + "'progress':0,'message':'Waiting for a worker',"),
                Arguments.of(
                        new State.Processing(UPDATED, null),
                        "'status':'processing','completed':false,'failed':false,"
                                + "'progress':0,'message':'Started',"),
                Arguments.of(
                        new State.Processing(UPDATED, new Progress(42, "Tiles", 4, 9, 7)),
                        "'status':'processing','completed':false,'failed':false,"
                                + "'progress':42,'message':'Tiles',"
                                + "'estimated_seconds_remaining':7,'estimatedSecondsRemaining':7,"),
                Arguments.of(
                        new State.Failed(UPDATED, new Failure("It broke.", "timeout", true), 42),
                        "'status':'failed','completed':false,'failed':true,"
                                + "'progress':42,'message':'It broke.',"
                                + ENDED
                                + "'error':'It broke.','error_code':'timeout','errorCode':'timeout',"
                                + "'isRetryable':true,"),
                Arguments.of(
                        new State.Cancelled(UPDATED, null, 10),
                        "'status':'cancelled','completed':false,'failed':true,"
                                + "'progress':10,'message':'Task was cancelled',"
                                + "'error':'Task was cancelled',"
                                + ENDED
                                + "'error_code':'cancelled','errorCode':'cancelled',"),
                Arguments.of(
                        new State.Completed(UPDATED, pictures()),
                        "'status':'completed','completed':true,'failed':false,"
                                + "'progress':100,'message':'Completed',"
                                + ENDED
                                + "'result':{'url':'https://api.example/v1/media/a.png',"
                                + "'image_url':'https://api.example/v1/media/a.png',"
                                + "'imageUrl':'https://api.example/v1/media/a.png',"
                                + "'image_urls':['https://api.example/v1/media/a.png',"
                                + "'https://api.example/v1/media/b.png'],"
                                + "'imageUrls':['https://api.example/v1/media/a.png',"
                                + "'https://api.example/v1/media/b.png'],"
                                + "'images':[{'url':'https://api.example/v1/media/a.png',"
                                + "'contentType':'image/png','width':64,'height':32},"
                                + "{'url':'https://api.example/v1/media/b.png',"
                                + "'contentType':'image/png','width':64,'height':32}],"
                                + "'data':[{'url':'https://api.example/v1/media/a.png',"
                                + "'revised_prompt':'A red fox'},"
                                + "{'url':'https://api.example/v1/media/b.png',"
                                + "'revised_prompt':'A red fox'}],"
                                + "'model':'upstream','provider':'demo','created':1768923050},"));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateHasItsDocument(State state, String members) {
        assertThat(document(task(TaskType.IMAGE, state, null, null)))
                .isEqualTo(quoted(HEAD + members + FOOT));
    }

    @Test
    void aVideoTellsItsMeasures() {
        MediaInfo info = new MediaInfo(320, 180, "mp4", 12, 2.0);
        TaskResult result =
                new TaskResult(
                        List.of(new MediaItem(new MediaKey("v.mp4"), "video/mp4", info)),
                        "demo",
                        "upstream",
                        null,
                        Duration.ofSeconds(1));
        assertThat(document(task(TaskType.VIDEO, new State.Completed(UPDATED, result), null, null)))
                .contains(
                        quoted(
                                "'result':{'url':'https://api.example/v1/media/v.mp4',"
                                        + "'video_url':'https://api.example/v1/media/v.mp4',"
                                        + "'videoUrl':'https://api.example/v1/media/v.mp4',"
                                        + "'duration':2.0,'metadata':{'width':320,'height':180,"
                                        + "'fps':12,'format':'mp4'},'model':'upstream',"
                                        + "'provider':'demo','created':1768923050}"));
    }

    @Test
    void metadataAndDeliveryAreShownWhenThereAreAny() {
        DeliverySummary delivery = new DeliverySummary("retrying", 2, UPDATED, "503", 5);
        Task task =
                task(
                        TaskType.IMAGE,
                        new State.Pending(),
                        new JsonText("{\"1\":100,\"a\":\"\\ud800\"}"),
                        delivery);
        assertThat(document(task))
                .endsWith(
                        quoted(
                                "'metadata':{'1':100,'a':'\\ud800'},"
                                        + "'webhook':{'status':'retrying','attempts':2,"
                                        + "'next_attempt_at':'2026-01-20T15:30:50.000Z',"
                                        + "'nextAttemptAt':'2026-01-20T15:30:50.000Z',"
                                        + "'last_error':'503','lastError':'503'}}"));
        assertThat(StatusDocument.etag(task)).isEqualTo("\"3-5\"");
    }

    private static TaskResult pictures() {
        MediaInfo info = new MediaInfo(64, 32, "png", null, null);
        return new TaskResult(
                List.of(
                        new MediaItem(new MediaKey("a.png"), "image/png", info),
                        new MediaItem(new MediaKey("b.png"), "image/png", info)),
                "demo",
                "upstream",
                "A red fox",
                Duration.ofSeconds(1));
    }

    private static Task task(
            TaskType type,
            State state,
            @Nullable JsonText metadata,
            @Nullable DeliverySummary delivery) {
        TaskSpec spec =
                new TaskSpec(
                        type,
                        "demo-image",
                        "A fox",
                        new RenderOptions(
                                1, new Size(64, 32), null, null, null, JsonText.EMPTY_OBJECT),
                        Duration.ofSeconds(60),
                        null,
                        metadata,
                        null);
        return new Task(
                new TaskId(ID), new KeyId("k"), spec, 3, state, CREATED, UPDATED, 0, delivery);
    }

    private static String document(Task task) {
        return new String(StatusDocument.render(task, URLS), StandardCharsets.UTF_8);
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
