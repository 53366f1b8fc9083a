package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.Task.DeliverySummary;
import im.conduit.realtime.task.Task.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The status document, one for every route and for hub subscriptions. Contract section 3.
public final class StatusDocument {

    private StatusDocument() {}

    /// The body as UTF-8 JSON.
    public static byte[] render(Task task, PublicUrl urls) {
        return Json.bytes(write(task, urls));
    }

    /// Changes with everything that the document shows of a task.
    public static String etag(Task task) {
        DeliverySummary delivery = task.delivery();
        return "\"" + task.sequence() + "-" + (delivery == null ? 0 : delivery.version()) + "\"";
    }

    static ObjectNode write(Task task, PublicUrl urls) {
        ObjectNode out = Json.object();
        Twins twins = new Twins(out);
        twins.put("task_id", task.id().value());
        out.put("type", task.spec().type().wireName())
                .put("model", task.spec().model())
                .put("prompt", task.spec().prompt())
                .put("status", task.status().wireName())
                .put("completed", task.state() instanceof State.Completed)
                .put(
                        "failed",
                        task.state() instanceof State.Failed
                                || task.state() instanceof State.Cancelled);
        writeState(task, urls, out, twins);
        twins.put("created_at", Json.time(task.createdAt()));
        twins.put("updated_at", Json.time(task.updatedAt()));
        out.put("sequence", task.sequence());
        twins.put("retry_count", task.retryCount());
        if (task.spec().metadata() != null) {
            out.putRawValue("metadata", new RawValue(task.spec().metadata().value()));
        }
        if (task.delivery() != null) {
            writeDelivery(task.delivery(), out.putObject("webhook"));
        }
        return out;
    }

    private static void writeState(Task task, PublicUrl urls, ObjectNode out, Twins twins) {
        switch (task.state()) {
            case State.Pending _ -> out.put("progress", 0).put("message", "Waiting for a worker");
            case State.Processing(_, var progress) -> writeProgress(progress, out, twins);
            case State.Completed(var ended, var result) -> {
                out.put("progress", 100).put("message", "Completed");
                ended(ended, twins);
                out.set("result", ResultMembers.write(task.spec().type(), result, ended, urls));
            }
            case State.Failed(var ended, var failure, var percent) -> {
                out.put("progress", percent).put("message", failure.error());
                ended(ended, twins);
                writeFailure(failure, out, twins);
            }
            case State.Cancelled(var ended, var reason, var percent) -> {
                String error = reason == null ? "Task was cancelled" : reason;
                out.put("progress", percent).put("message", error).put("error", error);
                ended(ended, twins);
                twins.put("error_code", "cancelled");
            }
        }
    }

    private static void writeProgress(@Nullable Progress progress, ObjectNode out, Twins twins) {
        if (progress == null) {
            out.put("progress", 0).put("message", "Started");
            return;
        }
        out.put("progress", progress.percent()).put("message", progress.message());
        if (progress.remainingSeconds() != null) {
            twins.put("estimated_seconds_remaining", progress.remainingSeconds());
        }
    }

    private static void writeFailure(Failure failure, ObjectNode out, Twins twins) {
        out.put("error", failure.error());
        twins.put("error_code", failure.code());
        out.put("isRetryable", failure.retryable());
    }

    private static void ended(Instant at, Twins twins) {
        twins.put("completed_at", Json.time(at));
    }

    private static void writeDelivery(DeliverySummary delivery, ObjectNode out) {
        Twins twins = new Twins(out);
        out.put("status", delivery.status()).put("attempts", delivery.attempts());
        if (delivery.nextAttemptAt() != null) {
            twins.put("next_attempt_at", Json.time(delivery.nextAttemptAt()));
        }
        if (delivery.lastError() != null) {
            twins.put("last_error", delivery.lastError());
        }
    }
}
