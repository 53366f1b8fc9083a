package im.conduit.realtime.wire;

import im.conduit.realtime.task.TaskId;

/// The body that `DELETE /v1/images/generations/{id}` answers. Contract section 4.
public final class CancelledDocument {

    private CancelledDocument() {}

    /// The body as UTF-8 JSON.
    public static byte[] render(TaskId id) {
        return Json.bytes(
                Json.object().put("message", "Task was cancelled").put("task_id", id.value()));
    }
}
