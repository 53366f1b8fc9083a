package im.conduit.testkit.task;

import static im.conduit.testkit.task.TaskSamples.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Commit.Refusal;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import im.conduit.realtime.task.Transition.Claim;
import im.conduit.realtime.task.Transition.Fail;
import im.conduit.testkit.RecordingDoorbell;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/// A store, and short words for its steps.
public abstract class TaskStoreFixture {

    /// A lease that outlives any test.
    protected static final Duration LONG = Duration.ofMinutes(5);

    /// A lease or delay that a test can outlive.
    protected static final Duration SHORT = Duration.ofMillis(60);

    protected RecordingDoorbell doorbell;
    protected TaskStore store;

    /// A store under test.
    protected abstract TaskStore store(TaskSettings settings, RecordingDoorbell doorbell);

    @BeforeEach
    void makeStore() {
        doorbell = new RecordingDoorbell();
        store = store(TaskSettings.DEFAULT, doorbell);
    }

    protected final Commit.Done claim(TaskId id, String lease) {
        return done(id, new Claim(lease, LONG));
    }

    protected final Commit.Done done(TaskId id, Transition transition) {
        Commit commit = store.commit(id, transition);
        assertThat(commit).as("%s", transition).isInstanceOf(Commit.Done.class);
        return (Commit.Done) commit;
    }

    protected final Refusal refusal(TaskId id, Transition transition) {
        Commit commit = store.commit(id, transition);
        assertThat(commit).as("%s", transition).isInstanceOf(Commit.Refused.class);
        return ((Commit.Refused) commit).reason();
    }

    final void fail(TaskId id) {
        String lease = lease();
        claim(id, lease);
        done(id, new Fail(lease, RETRYABLE));
    }

    final String kind(TaskEvent event) {
        return event.body().kind().name();
    }

    static String lease() {
        return UUID.randomUUID().toString();
    }
}
