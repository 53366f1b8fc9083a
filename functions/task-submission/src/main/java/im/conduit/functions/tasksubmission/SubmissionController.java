package im.conduit.functions.tasksubmission;

import im.conduit.http.Authentication;
import im.conduit.http.Problems;
import im.conduit.realtime.generation.PollPace;
import im.conduit.realtime.key.Caller;
import im.conduit.realtime.submission.Submission;
import im.conduit.realtime.submission.Submissions;
import im.conduit.realtime.task.TaskType;
import im.conduit.realtime.wire.AcceptedDocument;
import im.conduit.realtime.wire.Problem;
import im.conduit.realtime.wire.PublicUrl;
import im.conduit.realtime.wire.SubmissionReader;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// Takes submissions. Contract section 2.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class SubmissionController {

    private final Submissions submissions;
    private final PollPace pace;
    private final PublicUrl urls;

    SubmissionController(Submissions submissions, PollPace pace, PublicUrl urls) {
        this.submissions = submissions;
        this.pace = pace;
        this.urls = urls;
    }

    @Post("/v1/images/generations/async")
    HttpResponse<byte[]> image(
            HttpRequest<?> request,
            @RequestAttribute(Authentication.CALLER) Caller caller,
            @Body byte[] body) {
        return submit(request, caller, TaskType.IMAGE, body);
    }

    @Post("/v1/videos/generations/async")
    HttpResponse<byte[]> video(
            HttpRequest<?> request,
            @RequestAttribute(Authentication.CALLER) Caller caller,
            @Body byte[] body) {
        return submit(request, caller, TaskType.VIDEO, body);
    }

    private HttpResponse<byte[]> submit(
            HttpRequest<?> request, Caller caller, TaskType type, byte[] body) {
        return switch (SubmissionReader.read(type, body)) {
            case SubmissionReader.Reading.Refused(var problem) -> Problems.answer(request, problem);
            case SubmissionReader.Reading.Read(var asked) ->
                    answer(request, submissions.submit(caller, asked));
        };
    }

    private HttpResponse<byte[]> answer(HttpRequest<?> request, Submission submission) {
        return switch (submission) {
            case Submission.Accepted accepted ->
                    HttpResponse.accepted()
                            .header(HttpHeaders.LOCATION, urls.status(accepted.task()))
                            .header(
                                    HttpHeaders.RETRY_AFTER,
                                    Long.toString(pace.secondsToNext(accepted.task())))
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .contentType(MediaType.APPLICATION_JSON_TYPE)
                            .body(AcceptedDocument.render(accepted, urls));
            case Submission.UnknownModel(var model) ->
                    Problems.answer(request, Problem.unknownModel(model));
            case Submission.ForbiddenModel(var model) ->
                    Problems.answer(request, Problem.forbiddenModel(model));
            case Submission.RefusedTarget(var reason) ->
                    Problems.answer(request, Problem.invalid("webhook_url", reason));
        };
    }
}
