package im.conduit.realtime.generation;

import im.conduit.realtime.task.TaskType;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which models callers may name, and who serves them. Made from configuration alone, so that the
/// doors that check a submission and the workers that run it say the same.
///
/// Built in (contract section 2): `dall-e-3`, `gpt-image-1`, `minimax-video`, `demo-image`,
/// `demo-video`.
@Singleton
public final class ModelCatalog {

    private static final String DEMO = "demo";

    private final Map<String, Model> models = new HashMap<>();

    ModelCatalog(List<ModelSettings> configured, GenerationSettings settings) {
        builtIn().forEach(model -> add(model, settings));
        configured.forEach(
                entry -> {
                    models.remove(entry.name());
                    String upstream = entry.upstream() == null ? entry.name() : entry.upstream();
                    add(
                            new Model(entry.name(), entry.type(), entry.provider(), upstream),
                            settings);
                });
    }

    /// A catalog of these models beside the built-in ones.
    public static ModelCatalog of(GenerationSettings settings, ModelSettings... configured) {
        return new ModelCatalog(List.of(configured), settings);
    }

    /// Who serves the model; empty when this installation does not know it, or knows it for the
    /// other type only.
    public Optional<Model> find(TaskType type, String name) {
        return Optional.ofNullable(models.get(name)).filter(model -> model.type() == type);
    }

    private void add(Model model, GenerationSettings settings) {
        if (settings.providers().contains(model.provider())) {
            models.put(model.name(), model);
        } else if (settings.demoFallback()) {
            models.put(
                    model.name(),
                    new Model(model.name(), model.type(), DEMO, "demo-" + model.type().noun()));
        }
    }

    private static List<Model> builtIn() {
        return List.of(
                new Model("dall-e-3", TaskType.IMAGE, "openai", "gpt-image-1"),
                new Model("gpt-image-1", TaskType.IMAGE, "openai", "gpt-image-1"),
                new Model("minimax-video", TaskType.VIDEO, "minimax", "MiniMax-Hailuo-02"),
                new Model("demo-image", TaskType.IMAGE, DEMO, "demo-image"),
                new Model("demo-video", TaskType.VIDEO, DEMO, "demo-video"));
    }

    /// A model and who serves it.
    ///
    /// @param name as callers write it
    /// @param type what it makes
    /// @param provider short name of the provider
    /// @param upstream the provider's own name of the model, as in `result.model`
    public record Model(String name, TaskType type, String provider, String upstream) {}
}
