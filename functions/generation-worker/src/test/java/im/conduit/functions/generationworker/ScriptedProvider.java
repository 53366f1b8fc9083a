package im.conduit.functions.generationworker;

import im.conduit.realtime.generation.GenerationProvider;
import im.conduit.realtime.media.MediaInfo;
import im.conduit.realtime.task.TaskType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A provider that does what a test says, under `scripted` and, free to repeat, under no name.
@Singleton
final class ScriptedProvider implements GenerationProvider {

    static final byte[] BYTES = {1, 2, 3};

    /// What a test wants to happen.
    interface Script {
        Outcome play(Job job, @Nullable String providerJob, Monitor monitor) throws Exception;
    }

    private final List<Script> scripts = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean repeatable;

    /// Forgets everything; the last of `scripts` is played again and again.
    void play(boolean repeatable, Script... scripts) {
        this.repeatable = repeatable;
        this.scripts.clear();
        this.scripts.addAll(List.of(scripts));
        this.calls.clear();
    }

    /// `generate` or `resume <job>`, for each call.
    List<String> calls() {
        return List.copyOf(calls);
    }

    static Outcome finished() {
        MediaInfo info = new MediaInfo(2, 1, "png", null, null);
        return new Outcome.Finished(List.of(new Medium(BYTES, "image/png", info)), null);
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public boolean serves(TaskType type, String model) {
        return type == TaskType.IMAGE;
    }

    @Override
    public boolean repeatable() {
        return repeatable;
    }

    @Override
    public Outcome generate(Job job, Monitor monitor) throws InterruptedException {
        calls.add("generate");
        return next(job, null, monitor);
    }

    @Override
    public Outcome resume(Job job, String providerJob, Monitor monitor)
            throws InterruptedException {
        calls.add("resume " + providerJob);
        return next(job, providerJob, monitor);
    }

    private Outcome next(Job job, @Nullable String providerJob, Monitor monitor)
            throws InterruptedException {
        Script script = scripts.get(Math.min(calls.size(), scripts.size()) - 1);
        try {
            return script.play(job, providerJob, monitor);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
