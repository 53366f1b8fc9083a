package im.conduit.redis;

import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.Transition;
import java.time.Duration;
import java.util.List;

/// A step as `commit.lua` takes it: its name and its arguments.
record StepText(String name, List<String> arguments) {

    static StepText of(Transition transition, TaskSettings settings) {
        return switch (transition) {
            case Transition.Claim t -> step("claim", t.lease(), ms(t.leaseTime()));
            case Transition.Heartbeat t -> step("heartbeat", t.lease(), ms(t.leaseTime()));
            case Transition.Intend t -> step("intend", t.lease());
            case Transition.Park t -> park(t);
            case Transition.Advance t ->
                    step(
                            "advance",
                            t.lease(),
                            percent(t.progress()),
                            StoredJson.write(t.progress()));
            case Transition.Repeat t -> step("repeat", t.lease(), ms(t.delay()));
            case Transition.Complete t -> step("complete", t.lease(), StoredJson.write(t.result()));
            case Transition.Fail t ->
                    step(
                            "fail",
                            t.lease(),
                            StoredJson.write(t.failure()),
                            flag(t.failure().retryable()));
            case Transition.Cancel t -> step("cancel", StoredJson.writeReason(t.reason()));
            case Transition.Expire t ->
                    step("expire", StoredJson.write(t.failure()), flag(t.failure().retryable()));
            case Transition.Retry _ -> step("retry", ms(settings.queueLimit()));
        };
    }

    private static StepText park(Transition.Park park) {
        String delay = ms(park.lookAgainAfter());
        Progress progress = park.progress();
        return progress == null
                ? step("park", park.lease(), park.providerJob(), delay)
                : step(
                        "park",
                        park.lease(),
                        park.providerJob(),
                        delay,
                        percent(progress),
                        StoredJson.write(progress));
    }

    private static StepText step(String name, String... arguments) {
        return new StepText(name, List.of(arguments));
    }

    private static String ms(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String percent(Progress progress) {
        return Integer.toString(progress.percent());
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }
}
