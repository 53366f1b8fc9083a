package im.conduit.realtime.task;

import jakarta.inject.Singleton;
import java.time.Duration;

/// Takes steps and rings for the work that they plan: a webhook delivery when the event is one the
/// caller wants to hear of. The work is in the due set by then; the ring only makes it sooner.
@Singleton
public final class TaskSteps {

    private final TaskStore tasks;
    private final Doorbell doorbell;

    /// Public for those who take steps outside of an application context.
    public TaskSteps(TaskStore tasks, Doorbell doorbell) {
        this.tasks = tasks;
        this.doorbell = doorbell;
    }

    /// [TaskStore#commit], and the rings that follow from it.
    public Commit take(TaskId id, Transition transition) {
        Commit commit = tasks.commit(id, transition);
        if (commit instanceof Commit.Done(Task task, TaskEvent event, _) && event != null) {
            ringFor(task, event);
        }
        return commit;
    }

    private void ringFor(Task task, TaskEvent event) {
        WebhookRequest webhook = task.spec().webhook();
        if (webhook != null && webhook.events().contains(event.body().kind())) {
            ring(new DueWork(DueWork.Kind.WEBHOOK, task.id(), event.sequence()), task);
        }
        if (event.body().kind() == EventKind.RETRIED) {
            ring(new DueWork(DueWork.Kind.GENERATION, task.id(), 0), task);
        }
    }

    private void ring(DueWork work, Task task) {
        doorbell.ring(work, task.owner(), Duration.ZERO);
    }
}
