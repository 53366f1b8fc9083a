package im.conduit.functions.generationworker;

import im.conduit.realtime.generation.DurationEstimates;
import im.conduit.realtime.generation.GenerationProvider;
import im.conduit.realtime.generation.GenerationSettings;
import im.conduit.realtime.generation.GenerationWorker;
import im.conduit.realtime.generation.ModelCatalog;
import im.conduit.realtime.generation.ProviderDirectory;
import im.conduit.realtime.generation.ResultMedia;
import im.conduit.realtime.key.KeyHasher;
import im.conduit.realtime.media.MediaStore;
import im.conduit.realtime.task.TaskStore;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;

/// The worker, where this module is on the class path.
@Factory
final class GenerationBeans {

    @Singleton
    GenerationWorker generationWorker(
            TaskStore tasks,
            ProviderDirectory providers,
            ResultMedia media,
            DurationEstimates estimates,
            GenerationSettings settings) {
        return new GenerationWorker(tasks, providers, media, estimates, settings);
    }

    @Singleton
    ProviderDirectory providerDirectory(ModelCatalog models, List<GenerationProvider> providers) {
        return new ProviderDirectory(models, providers);
    }

    @Singleton
    ResultMedia resultMedia(MediaStore store, KeyHasher hasher) {
        return new ResultMedia(store, hasher);
    }
}
