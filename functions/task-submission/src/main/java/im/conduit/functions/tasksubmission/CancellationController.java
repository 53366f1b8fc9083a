package im.conduit.functions.tasksubmission;

import im.conduit.http.Authentication;
import im.conduit.http.Problems;
import im.conduit.realtime.key.Caller;
import im.conduit.realtime.task.Cancellations;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.wire.CancelledDocument;
import im.conduit.realtime.wire.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// Cancels tasks, by three routes with their own answers. Contract section 4.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class CancellationController {

    private static final String ENDED = "The task has ended and cannot be cancelled.";

    private final Cancellations cancellations;

    CancellationController(Cancellations cancellations) {
        this.cancellations = cancellations;
    }

    @Delete("/v1/images/generations/{id}")
    HttpResponse<?> image(
            HttpRequest<?> request,
            @RequestAttribute(Authentication.CALLER) Caller caller,
            @PathVariable String id) {
        return switch (cancellations.cancel(caller, id, TaskType.IMAGE)) {
            case CANCELLED ->
                    HttpResponse.ok(CancelledDocument.render(new TaskId(id)))
                            .contentType(MediaType.APPLICATION_JSON_TYPE);
            case ENDED_BEFORE -> Problems.answer(request, Problem.invalidOperation(ENDED));
            case UNKNOWN -> Problems.answer(request, Problem.noSuchTask());
        };
    }

    @Delete("/v1/videos/generations/{id}")
    HttpResponse<?> video(
            HttpRequest<?> request,
            @RequestAttribute(Authentication.CALLER) Caller caller,
            @PathVariable String id) {
        return cancel(request, caller, id, TaskType.VIDEO);
    }

    @Post("/v1/tasks/{id}/cancel")
    HttpResponse<?> any(
            HttpRequest<?> request,
            @RequestAttribute(Authentication.CALLER) Caller caller,
            @PathVariable String id) {
        return cancel(request, caller, id, null);
    }

    private HttpResponse<?> cancel(
            HttpRequest<?> request, Caller caller, String id, @Nullable TaskType type) {
        return switch (cancellations.cancel(caller, id, type)) {
            case CANCELLED -> HttpResponse.noContent();
            case ENDED_BEFORE -> Problems.answer(request, Problem.conflict(ENDED));
            case UNKNOWN -> Problems.answer(request, Problem.noSuchTask());
        };
    }
}
