package im.conduit.functions.taskstatus;

import im.conduit.http.Authentication;
import im.conduit.http.Problems;
import im.conduit.http.SessionAccepted;
import im.conduit.realtime.generation.PollPace;
import im.conduit.realtime.key.Caller;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.wire.Problem;
import im.conduit.realtime.wire.PublicUrl;
import im.conduit.realtime.wire.StatusDocument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers polls: one document behind all the routes, whatever the task's type. Contract section 3.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class StatusController {

    private final TaskStore tasks;
    private final PollPace pace;
    private final PublicUrl urls;

    StatusController(TaskStore tasks, PollPace pace, PublicUrl urls) {
        this.tasks = tasks;
        this.pace = pace;
        this.urls = urls;
    }

    @SessionAccepted
    @Get(
            uris = {
                "/v1/images/generations/{id}",
                "/v1/images/generations/{id}/status",
                "/v1/videos/generations/{id}",
                "/v1/videos/generations/tasks/{id}",
                "/v1/tasks/{id}",
                "/v1/tasks/{id}/status",
                "/api/tasks/{id}/status"
            })
    HttpResponse<?> status(
            HttpRequest<?> request,
            @RequestAttribute(Authentication.CALLER) Caller caller,
            @PathVariable String id,
            @Header(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
        Optional<Task> task =
                TaskId.parse(id)
                        .flatMap(tasks::find)
                        .filter(found -> caller.sees(found.owner(), found.spec().user()));
        return task.<HttpResponse<?>>map(found -> answer(found, known))
                .orElseGet(() -> Problems.answer(request, Problem.noSuchTask()));
    }

    private HttpResponse<?> answer(Task task, @Nullable String known) {
        String etag = StatusDocument.etag(task);
        MutableHttpResponse<?> answer =
                known != null && matches(known, etag)
                        ? HttpResponse.notModified()
                        : HttpResponse.ok(StatusDocument.render(task, urls))
                                .contentType(MediaType.APPLICATION_JSON_TYPE);
        answer.header(HttpHeaders.ETAG, etag);
        answer.header(
                HttpHeaders.CACHE_CONTROL, task.settled() ? "private, max-age=60" : "no-cache");
        if (!task.status().terminal()) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(pace.secondsToNext(task)));
        }
        return answer;
    }

    /// RFC 9110, section 13.1.2: weak comparison against a list, or `*`.
    private static boolean matches(String known, String etag) {
        if (known.strip().equals("*")) {
            return true;
        }
        for (String each : known.split(",", -1)) {
            String tag = each.strip();
            if ((tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
