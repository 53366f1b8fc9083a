package im.conduit.realtime.generation;

import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Someone who really makes pictures or videos. Called on a virtual thread; may block.
public interface GenerationProvider {

    /// Short name, as in `result.provider`.
    String name();

    /// Whether it can make this type with this (already resolved) model.
    boolean serves(TaskType type, String model);

    /// Whether running a job again costs nothing and gives the same (demo): such a job is simply
    /// run again after a crash. Others are resumed by [#resume] and never submitted twice.
    boolean repeatable();

    /// Starts the work. A quick provider ends it before it returns.
    ///
    /// @return never throws for an expected failure; an exception counts as a retryable failure
    /// @throws InterruptedException when the worker shuts down
    Outcome generate(Job job, Monitor monitor) throws InterruptedException;

    /// Looks after work that [#generate] left with the upstream.
    ///
    /// @param providerJob the upstream's id of the job
    default Outcome resume(Job job, String providerJob, Monitor monitor)
            throws InterruptedException {
        return generate(job, monitor);
    }

    /// Stops upstream work, best effort.
    default void cancel(Job job, String providerJob) {}

    /// One piece of work.
    ///
    /// @param model the resolved model name
    /// @param attempt 1 and up, counting automatic repeats
    record Job(TaskId task, TaskSpec spec, String model, int attempt) {}

    /// The worker's ear during the work.
    interface Monitor {
        /// Reports progress; cheap, may be called often (coalesced to 10 a second).
        void progress(Progress progress);

        /// Whether the work should stop: cancelled, timed out, or the lease is lost. Ask between
        /// units of work and return [Outcome.Stopped].
        boolean stopped();
    }

    /// How a call ended.
    sealed interface Outcome {
        /// Done: the media, in order.
        record Finished(List<Medium> media, @Nullable String revisedPrompt) implements Outcome {}

        /// The upstream works on it; look again after `pollAfter`.
        record Running(String providerJob, Duration pollAfter, @Nullable Progress progress)
                implements Outcome {}

        /// Failed; a retryable failure is repeated automatically, at most twice.
        record Failed(Failure failure) implements Outcome {}

        /// Stopped because [Monitor#stopped] said so.
        record Stopped() implements Outcome {}
    }

    /// Bytes of one picture or video.
    @SuppressWarnings("ArrayRecordComponent")
    record Medium(byte[] bytes, String contentType, MediaInfo info) {}
}
