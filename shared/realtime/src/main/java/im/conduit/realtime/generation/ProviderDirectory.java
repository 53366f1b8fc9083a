package im.conduit.realtime.generation;

import im.conduit.realtime.task.TaskSpec;
import java.util.List;
import java.util.Optional;

/// Finds who does the work of a task.
public final class ProviderDirectory {

    private final ModelCatalog models;
    private final List<GenerationProvider> providers;

    /// @param models what the model names of callers mean
    /// @param providers those of this process
    public ProviderDirectory(ModelCatalog models, List<GenerationProvider> providers) {
        this.models = models;
        this.providers = List.copyOf(providers);
    }

    /// Who serves the task; empty when its model is not known any more or nobody here serves it.
    Optional<Assignment> assign(TaskSpec spec) {
        return models.find(spec.type(), spec.model())
                .flatMap(
                        model ->
                                providers.stream()
                                        .filter(p -> p.name().equals(model.provider()))
                                        .filter(p -> p.serves(model.type(), model.upstream()))
                                        .findFirst()
                                        .map(p -> new Assignment(p, model.upstream())));
    }

    /// A provider and its name of the model.
    record Assignment(GenerationProvider provider, String model) {}
}
