package im.conduit.realtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TaskEventObjectsTest {

    private static final int MOST_BYTES = 32 * 1024;
    private static final String PROMPT = "A red fox ".repeat(3_000);

    private final TaskEventObjects objects =
            new TaskEventObjects(PublicUrl.of("https://api.example"));

    @Test
    void theLargestResultIsASmallEventThatTellsNoPrompt() {
        List<MediaItem> pictures =
                IntStream.range(0, 10)
                        .mapToObj(
                                i ->
                                        new MediaItem(
                                                new MediaKey("a".repeat(40) + i + ".png"),
                                                "image/png",
                                                new MediaInfo(2048, 2048, "png", null, null)))
                        .toList();
        TaskResult result =
                new TaskResult(pictures, "demo", "upstream", PROMPT, Duration.ofSeconds(1));
        TaskEvent event =
                new TaskEvent(
                        new TaskId("01890000-0000-7000-8000-000000000001"),
                        new KeyId("key_0123456789abcdef01234567"),
                        9,
                        Instant.parse("2026-01-20T15:30:50Z"),
                        new TaskEvent.Body.Completed(result));
        TaskSpec spec =
                new TaskSpec(
                        TaskType.IMAGE,
                        "demo-image",
                        PROMPT,
                        new RenderOptions(
                                10, new Size(2048, 2048), null, null, null, JsonText.EMPTY_OBJECT),
                        Duration.ofMinutes(5),
                        null,
                        null,
                        null);

        for (Object told :
                List.of(objects.result(event, result, spec), objects.eventObject(event, spec))) {
            assertThat(told.toString())
                    .hasSizeLessThan(MOST_BYTES)
                    .doesNotContain("red fox", "revised_prompt");
        }
    }
}
