package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.submission.SubmissionRequest;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.TaskType;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the body of a submission. Contract section 2.
public final class SubmissionReader {

    private static final int LONGEST_BODY = 1024 * 1024;
    private static final int LONGEST_PROMPT = 32_000;
    private static final int LONGEST_NAME = 256;
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");

    private SubmissionReader() {}

    /// What came of reading.
    public sealed interface Reading {
        /// In form.
        record Read(SubmissionRequest request) implements Reading {}

        /// Out of form: the first rule that was broken.
        record Refused(Problem problem) implements Reading {}
    }

    /// Reads a body.
    ///
    /// @param body as it came, at most 1 MiB
    public static Reading read(TaskType type, byte[] body) {
        if (body.length > LONGEST_BODY) {
            return new Reading.Refused(Problem.tooLarge());
        }
        return switch (Json.readObject(body)) {
            case Json.Reading.Unreadable(Problem problem) -> new Reading.Refused(problem);
            case Json.Reading.Read(ObjectNode object) -> read(type, new Members(object));
        };
    }

    private static Reading read(TaskType type, Members members) {
        String model = members.text("model", LONGEST_NAME);
        String prompt = members.text("prompt", LONGEST_PROMPT);
        SubmissionRequest.Webhook webhook = WebhookMembers.read(members);
        JsonText metadata = MetadataMember.read(members);
        String user = members.optionalText("user", LONGEST_NAME);
        int timeout = members.whole("timeout_seconds", 1, 3600, type == TaskType.IMAGE ? 120 : 600);
        RenderOptions options = options(type, members);
        Problem problem = members.problem();
        return problem != null
                ? new Reading.Refused(problem)
                : new Reading.Read(
                        new SubmissionRequest(
                                type,
                                model,
                                prompt,
                                options,
                                Duration.ofSeconds(timeout),
                                webhook,
                                metadata,
                                user));
    }

    private static RenderOptions options(TaskType type, Members members) {
        boolean video = type == TaskType.VIDEO;
        int count = members.whole("n", 1, 10, 1);
        Size size = size(members, video ? new Size(1280, 720) : new Size(1024, 1024));
        Long seed = members.optionalWhole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        Integer duration = video ? members.whole("duration", 1, 60, 6) : null;
        Long fps = video ? members.optionalWhole("fps", 1, 120) : null;
        return new RenderOptions(
                count, size, seed, duration, fps == null ? null : fps.intValue(), extra(members));
    }

    private static Size size(Members members, Size absent) {
        String text = members.optionalText("size", 16);
        if (text == null) {
            return absent;
        }
        Matcher sides = SIZE.matcher(text);
        if (sides.matches()) {
            int width = Integer.parseInt(sides.group(1));
            int height = Integer.parseInt(sides.group(2));
            if (width <= 8192 && height <= 8192) {
                return new Size(width, height);
            }
        }
        members.refuse(
                Problem.invalid("size", "must be WIDTHxHEIGHT in pixels, each from 1 to 8192"));
        return absent;
    }

    /// Everything that the provider's adapter may want to see, the named options among it.
    private static JsonText extra(Members members) {
        ObjectNode named = Json.object();
        put(named, "quality", members.optionalText("quality", LONGEST_NAME));
        put(named, "style", members.optionalText("style", LONGEST_NAME));
        String format = members.optionalText("response_format", LONGEST_NAME);
        if (format != null && !List.of("url", "b64_json").contains(format)) {
            members.refuse(Problem.invalid("response_format", "must be 'url' or 'b64_json'"));
        }
        put(named, "response_format", format);
        return new JsonText(EcmaScript.write(members.others().setAll(named)));
    }

    private static void put(ObjectNode into, String name, @Nullable String value) {
        if (value != null) {
            into.put(name, value);
        }
    }
}
