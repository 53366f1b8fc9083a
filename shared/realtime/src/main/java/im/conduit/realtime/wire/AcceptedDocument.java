package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.submission.Submission;
import im.conduit.realtime.task.Task;

/// The 202 body of a submission. Contract section 2.
public final class AcceptedDocument {

    private AcceptedDocument() {}

    /// The body as UTF-8 JSON.
    public static byte[] render(Submission.Accepted accepted, PublicUrl urls) {
        Task task = accepted.task();
        ObjectNode body = Json.object();
        String id = task.id().value();
        Twins twins = new Twins(body);
        twins.put("task_id", id);
        body.put("status", task.status().wireName());
        twins.put("created_at", Json.time(task.createdAt()));
        twins.put("check_status_url", urls.status(task));
        body.put("statusUrl", urls.status(task));
        twins.put("estimated_completion_time", Json.time(accepted.estimatedCompletion()));
        body.put("model", task.spec().model());
        twins.put("request_id", id);
        return Json.bytes(body);
    }
}
