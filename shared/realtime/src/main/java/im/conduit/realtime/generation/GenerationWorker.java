package im.conduit.realtime.generation;

import im.conduit.realtime.generation.GenerationProvider.Job;
import im.conduit.realtime.generation.GenerationProvider.Outcome;
import im.conduit.realtime.generation.ProviderDirectory.Assignment;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Commit.Refusal;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.QueueHandler;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works on one task: claim, intent, provider, media, end. Whatever happens to it on the way, the
/// task's lease lapses and another worker takes over where the store says it stood.
public final class GenerationWorker implements QueueHandler {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationWorker.class);

    /// One attempt and two automatic repeats (contract section 3).
    private static final int ATTEMPTS = 3;

    private static final Failure NOT_SERVED =
            new Failure("The model is not available here any more", "unsupported_model", true);
    private static final Failure OUTCOME_UNKNOWN =
            new Failure(
                    "The worker was lost while the provider was at work; the outcome is unknown",
                    "provider_outcome_unknown",
                    true);
    private static final Failure PROVIDER_BROKE =
            new Failure("The provider failed unexpectedly", "provider_error", true);
    private static final Failure NOT_STORED =
            new Failure("The result could not be stored", "storage_error", true);

    private final TaskStore tasks;
    private final ProviderDirectory providers;
    private final ResultMedia media;
    private final DurationEstimates estimates;
    private final GenerationSettings settings;

    /// @param tasks the system of record
    /// @param providers who does the work
    /// @param media takes what they make
    /// @param estimates is told how long it took
    /// @param settings leases and paces
    public GenerationWorker(
            TaskStore tasks,
            ProviderDirectory providers,
            ResultMedia media,
            DurationEstimates estimates,
            GenerationSettings settings) {
        this.tasks = tasks;
        this.providers = providers;
        this.media = media;
        this.estimates = estimates;
        this.settings = settings;
    }

    @Override
    public DueWork.Kind kind() {
        return DueWork.Kind.GENERATION;
    }

    @Override
    public void handle(DueWork work) throws InterruptedException {
        String lease = UUID.randomUUID().toString();
        switch (tasks.commit(work.task(), new Transition.Claim(lease, settings.leaseTime()))) {
            case Commit.Done(Task task, _, Commit.Work state) ->
                    run(new Claimed(task, state, lease, System.nanoTime()));
            case Commit.Refused(Task task, Refusal reason) when reason == Refusal.OVERDUE ->
                    expire(task);
            case Commit.Refused(Task task, Refusal reason) ->
                    LOG.debug("task {} is not to be worked on: {}", task.id(), reason);
            case Commit.Unknown _ -> LOG.debug("task {} is gone", work.task());
        }
    }

    private void run(Claimed claimed) throws InterruptedException {
        Optional<Assignment> assigned = providers.assign(claimed.task().spec());
        if (assigned.isEmpty()) {
            end(claimed, "-", new Transition.Fail(claimed.lease(), NOT_SERVED));
            return;
        }
        GenerationProvider provider = assigned.get().provider();
        String job = claimed.work().providerJob();
        if (job == null && claimed.work().intended() && !provider.repeatable()) {
            end(claimed, provider.name(), new Transition.Fail(claimed.lease(), OUTCOME_UNKNOWN));
        } else if (job != null || commit(claimed, new Transition.Intend(claimed.lease()))) {
            call(claimed, assigned.get());
        }
    }

    /// Calls the provider and settles what comes of it. A worker that shuts down lets its lease
    /// lapse at once.
    private void call(Claimed claimed, Assignment assigned) throws InterruptedException {
        Task task = claimed.task();
        Job job = new Job(task.id(), task.spec(), assigned.model(), claimed.work().attempt());
        LiveMonitor monitor = new LiveMonitor(tasks, task.id(), claimed.lease(), settings);
        Outcome outcome;
        try (monitor) {
            outcome = outcome(claimed, assigned.provider(), job, monitor);
        } catch (InterruptedException e) {
            commit(claimed, new Transition.Heartbeat(claimed.lease(), Duration.ZERO));
            throw e;
        }
        settle(claimed, assigned, outcome, monitor.reason());
    }

    /// Calls the provider on a thread of its own, which is the one that is interrupted and, if it
    /// does not listen, left behind.
    private Outcome outcome(
            Claimed claimed, GenerationProvider provider, Job job, LiveMonitor monitor)
            throws InterruptedException {
        String upstream = claimed.work().providerJob();
        FutureTask<Outcome> call =
                new FutureTask<>(
                        () ->
                                upstream == null
                                        ? provider.generate(job, monitor)
                                        : provider.resume(job, upstream, monitor));
        Duration timeLeft = claimed.work().timeLeft();
        monitor.watch(timeLeft == null ? job.spec().timeout() : timeLeft, () -> call.cancel(true));
        Thread.ofVirtual().name("generation-" + job.task()).start(call);
        try {
            return call.get();
        } catch (ExecutionException e) {
            LOG.error("provider {} broke on task {}", provider.name(), job.task(), e.getCause());
            return new Outcome.Failed(PROVIDER_BROKE);
        } catch (CancellationException e) {
            return new Outcome.Stopped();
        } finally {
            call.cancel(true);
        }
    }

    private void settle(
            Claimed claimed, Assignment assigned, Outcome outcome, @Nullable Refusal stop) {
        String provider = assigned.provider().name();
        if (stop == Refusal.TERMINAL || stop == Refusal.LEASE_LOST) {
            LOG.info("task={} provider={} stopped={}", claimed.task().id(), provider, stop);
            return;
        }
        switch (outcome) {
            case Outcome.Finished finished -> complete(claimed, assigned, finished);
            case Outcome.Running(String job, Duration pollAfter, Progress progress) ->
                    commit(claimed, new Transition.Park(claimed.lease(), job, pollAfter, progress));
            case Outcome.Failed(Failure failure) -> fail(claimed, provider, failure);
            case Outcome.Stopped _ when stop == Refusal.OVERDUE -> expire(claimed.task());
            case Outcome.Stopped _ -> fail(claimed, provider, PROVIDER_BROKE);
        }
    }

    private void complete(Claimed claimed, Assignment assigned, Outcome.Finished finished) {
        Task task = claimed.task();
        String provider = assigned.provider().name();
        List<MediaItem> items;
        try {
            items = media.store(task.id(), finished.media());
        } catch (IOException e) {
            LOG.error("media of task {} could not be stored", task.id(), e);
            fail(claimed, provider, NOT_STORED);
            return;
        }
        Duration took = claimed.elapsed();
        TaskResult result =
                new TaskResult(items, provider, assigned.model(), finished.revisedPrompt(), took);
        if (end(claimed, provider, new Transition.Complete(claimed.lease(), result))) {
            estimates.record(task.spec().type(), task.spec().model(), took);
        }
    }

    private void fail(Claimed claimed, String provider, Failure failure) {
        int attempt = claimed.work().attempt();
        if (failure.retryable() && attempt < ATTEMPTS) {
            Duration delay = settings.repeatDelay().multipliedBy(1L << (attempt - 1));
            commit(claimed, new Transition.Repeat(claimed.lease(), delay));
        } else {
            end(claimed, provider, new Transition.Fail(claimed.lease(), failure));
        }
    }

    private void expire(Task task) {
        tasks.commit(task.id(), new Transition.Expire(Failure.TIMED_OUT));
        LOG.info("task={} model={} status=failed code=timeout", task.id(), task.spec().model());
    }

    private boolean end(Claimed claimed, String provider, Transition transition) {
        boolean taken = commit(claimed, transition);
        LOG.info(
                "task={} model={} provider={} attempt={} ms={} end={} taken={}",
                claimed.task().id(),
                claimed.task().spec().model(),
                provider,
                claimed.work().attempt(),
                claimed.elapsed().toMillis(),
                transition.getClass().getSimpleName(),
                taken);
        return taken;
    }

    private boolean commit(Claimed claimed, Transition transition) {
        return tasks.commit(claimed.task().id(), transition) instanceof Commit.Done;
    }

    /// A task in this worker's hands.
    ///
    /// @param claimedAt by [System#nanoTime]
    private record Claimed(Task task, Commit.Work work, String lease, long claimedAt) {

        /// Since the first claim, over all attempts.
        Duration elapsed() {
            Duration limit = task.spec().timeout();
            Duration timeLeft = work.timeLeft() == null ? limit : work.timeLeft();
            return limit.minus(timeLeft).plusNanos(System.nanoTime() - claimedAt);
        }
    }
}
