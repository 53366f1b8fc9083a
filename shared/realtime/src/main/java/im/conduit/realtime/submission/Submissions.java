package im.conduit.realtime.submission;

import im.conduit.realtime.generation.ModelCatalog;
import im.conduit.realtime.generation.PollPace;
import im.conduit.realtime.key.Caller;
import im.conduit.realtime.key.SecretBox;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.WebhookRequest;
import im.conduit.realtime.webhook.TargetGuard;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes tasks in. When a submission is accepted, the task and its due work are in the store.
/// Contract section 2.
@Singleton
@Requires(beans = TaskIds.class)
public final class Submissions {

    /// The context under which webhook headers are sealed.
    public static final String HEADERS_CONTEXT = "webhook-headers";

    private final ModelCatalog models;
    private final TargetGuard guard;
    private final SecretBox box;
    private final TaskIds ids;
    private final TaskStore tasks;
    private final PollPace pace;

    Submissions(
            ModelCatalog models,
            TargetGuard guard,
            SecretBox box,
            TaskIds ids,
            TaskStore tasks,
            PollPace pace) {
        this.models = models;
        this.guard = guard;
        this.box = box;
        this.ids = ids;
        this.tasks = tasks;
        this.pace = pace;
    }

    /// Checks what reading alone cannot, and creates the task.
    public Submission submit(Caller caller, SubmissionRequest request) {
        if (models.find(request.type(), request.model()).isEmpty()) {
            return new Submission.UnknownModel(request.model());
        }
        Optional<Submission> refused = checkTarget(request.webhook());
        if (refused.isPresent()) {
            return refused.get();
        }
        if (!caller.key().allows(request.model())) {
            return new Submission.ForbiddenModel(request.model());
        }
        Task task = tasks.create(ids.next(), caller.id(), specification(request));
        Duration usual = pace.usual(request.type(), request.model());
        return new Submission.Accepted(task, task.createdAt().plus(usual));
    }

    private Optional<Submission> checkTarget(SubmissionRequest.@Nullable Webhook webhook) {
        if (webhook == null) {
            return Optional.empty();
        }
        return switch (guard.check(webhook.url())) {
            case TargetGuard.Verdict.Refused(String reason) ->
                    Optional.of(new Submission.RefusedTarget(reason));
            case TargetGuard.Verdict.Unresolved _
                    when !"https".equalsIgnoreCase(webhook.url().getScheme()) ->
                    Optional.of(
                            new Submission.RefusedTarget(
                                    "must use https, or name a host that has an address"));
            case TargetGuard.Verdict.Allowed _, TargetGuard.Verdict.Unresolved _ ->
                    Optional.empty();
        };
    }

    private TaskSpec specification(SubmissionRequest request) {
        return new TaskSpec(
                request.type(),
                request.model(),
                request.prompt(),
                request.options(),
                request.timeout(),
                sealed(request.webhook()),
                request.metadata(),
                request.user());
    }

    private @Nullable WebhookRequest sealed(SubmissionRequest.@Nullable Webhook webhook) {
        if (webhook == null) {
            return null;
        }
        String headers =
                webhook.headers() == null
                        ? null
                        : box.seal(webhook.headers().value(), HEADERS_CONTEXT);
        return new WebhookRequest(webhook.url(), headers, webhook.events());
    }
}
