package im.conduit.providers.demo;

import im.conduit.realtime.generation.GenerationProvider.Job;
import im.conduit.realtime.generation.GenerationProvider.Monitor;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.Progress;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.Size;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Jobs and listeners for the provider's tests.
final class Jobs {

    private Jobs() {}

    static Job picture(String prompt, int count, Size size, long seed) {
        return job(
                TaskType.IMAGE,
                prompt,
                new RenderOptions(count, size, seed, null, null, JsonText.EMPTY_OBJECT));
    }

    static Job job(TaskType type, String prompt, RenderOptions options) {
        String model = "demo-" + type.noun();
        TaskSpec spec =
                new TaskSpec(type, model, prompt, options, Duration.ofMinutes(2), null, null, null);
        return new Job(
                TaskId.parse("0199f000-0000-7000-8000-000000000001").orElseThrow(), spec, model, 1);
    }

    static Job again(Job job, int attempt) {
        return new Job(job.task(), job.spec(), job.model(), attempt);
    }

    /// Remembers what it heard.
    static final class Listener implements Monitor {
        final List<Progress> heard = new ArrayList<>();
        private final IntPredicate stop;

        Listener() {
            this(reports -> false);
        }

        /// @param stop whether to stop after so many reports
        Listener(IntPredicate stop) {
            this.stop = stop;
        }

        @Override
        public void progress(Progress progress) {
            heard.add(progress);
        }

        @Override
        public boolean stopped() {
            return stop.test(heard.size());
        }
    }
}
