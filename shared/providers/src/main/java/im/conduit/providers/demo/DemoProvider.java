package im.conduit.providers.demo;

import im.conduit.realtime.generation.GenerationProvider;
import im.conduit.realtime.task.Failure;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskType;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Renders pictures and videos on this machine, for nothing: the same prompt, seed and size give
/// the same bytes. `shared/docs/guides/demo-provider.md` describes what it draws and the directives
/// a prompt may carry.
@Singleton
public final class DemoProvider implements GenerationProvider {

    private static final String CONTENT_POLICY = "content_policy_violation";
    private static final Duration LONGEST_NAP = Duration.ofMillis(50);

    /// Rendering keeps a processor busy, which a virtual thread must not do: it would hold up every
    /// other one. So it happens on as many threads as there are processors.
    private final ExecutorService renderers =
            Executors.newFixedThreadPool(
                    Runtime.getRuntime().availableProcessors(),
                    Thread.ofPlatform().daemon().name("demo-renderer-", 0).factory());

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public boolean serves(TaskType type, String model) {
        return model.equals("demo-" + type.noun());
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Outcome generate(Job job, Monitor monitor) throws InterruptedException {
        DemoPrompt prompt = DemoPrompt.parse(job.spec().prompt());
        Work work = work(job.spec(), prompt.text());
        Failure failure = failure(prompt.failure(), job.attempt());
        int failAt = failure == null ? -1 : work.units() / 2;
        long start = System.nanoTime();
        for (int done = 0; done < work.units(); done++) {
            if (failure != null && done == failAt) {
                return new Outcome.Failed(failure);
            }
            int unit = done;
            render(() -> work.perform(unit));
            if (!pause(
                    prompt.slow().multipliedBy(done + 1).dividedBy(work.units()), start, monitor)) {
                return new Outcome.Stopped();
            }
            if (done + 1 < work.units()) {
                monitor.progress(work.progress(done + 1, remaining(start, done + 1, work.units())));
            }
        }
        String revised = prompt.text().equals(job.spec().prompt()) ? null : prompt.text();
        return new Outcome.Finished(work.media(), revised);
    }

    private static Work work(TaskSpec spec, String text) {
        return switch (spec.type()) {
            case IMAGE -> new PictureWork(text, spec.options());
            case VIDEO -> new VideoWork(text, spec.options());
        };
    }

    @PreDestroy
    void close() {
        renderers.shutdownNow();
    }

    private static @Nullable Failure failure(DemoPrompt.@Nullable Failing wanted, int attempt) {
        return wanted == null || attempt > wanted.attempts()
                ? null
                : new Failure(
                        "The prompt told the demo provider to fail.",
                        wanted.code(),
                        !wanted.code().equals(CONTENT_POLICY));
    }

    private void render(Runnable unit) throws InterruptedException {
        Future<?> done = renderers.submit(unit);
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("rendering failed", e.getCause());
        } finally {
            done.cancel(true);
        }
    }

    /// Waits until `elapsed` has passed since `start`.
    ///
    /// @return whether to go on
    private static boolean pause(Duration elapsed, long start, Monitor monitor)
            throws InterruptedException {
        while (!monitor.stopped()) {
            Duration left = elapsed.minusNanos(System.nanoTime() - start);
            if (!left.isPositive()) {
                return true;
            }
            Thread.sleep(left.compareTo(LONGEST_NAP) < 0 ? left : LONGEST_NAP);
        }
        return false;
    }

    private static int remaining(long start, int done, int units) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return (int) Math.ceil(seconds / done * (units - done));
    }
}
