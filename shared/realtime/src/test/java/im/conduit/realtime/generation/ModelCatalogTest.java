package im.conduit.realtime.generation;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.generation.ModelCatalog.Model;
import im.conduit.realtime.task.TaskType;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {

    private static final Map<String, Object> SECRETS =
            Map.of(
                    "conduit.pepper", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                    "conduit.encryption-key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    @Test
    void demoModelsAreKnownEverywhereForTheirTypeAlone() {
        ModelCatalog catalog = ModelCatalog.of(GenerationSettings.DEFAULT);
        assertThat(catalog.find(TaskType.IMAGE, "demo-image"))
                .contains(new Model("demo-image", TaskType.IMAGE, "demo", "demo-image"));
        assertThat(catalog.find(TaskType.VIDEO, "demo-image")).isEmpty();
        assertThat(catalog.find(TaskType.VIDEO, "demo-video")).isPresent();
        assertThat(catalog.find(TaskType.IMAGE, "no-such-model")).isEmpty();
    }

    @Test
    void modelOfAProviderWithoutCredentialIsUnknownUnlessTheDemoStandsIn() {
        assertThat(ModelCatalog.of(GenerationSettings.DEFAULT).find(TaskType.IMAGE, "dall-e-3"))
                .isEmpty();
        ModelCatalog local = ModelCatalog.of(GenerationSettings.DEFAULT.withDemoFallback());
        assertThat(local.find(TaskType.IMAGE, "dall-e-3"))
                .contains(new Model("dall-e-3", TaskType.IMAGE, "demo", "demo-image"));
        assertThat(local.find(TaskType.VIDEO, "minimax-video"))
                .contains(new Model("minimax-video", TaskType.VIDEO, "demo", "demo-video"));
    }

    @Test
    void configuredModelReplacesTheBuiltInOne() {
        try (ApplicationContext context =
                ApplicationContext.builder(SECRETS)
                        .eagerInitSingletons(false)
                        .properties(
                                Map.of(
                                        "conduit.generation.providers", "demo,openai",
                                        "conduit.models.dall-e-3.type", "image",
                                        "conduit.models.dall-e-3.provider", "openai",
                                        "conduit.models.dall-e-3.upstream", "gpt-image-2"))
                        .build()) {
            context.start();
            ModelCatalog catalog = context.getBean(ModelCatalog.class);
            assertThat(catalog.find(TaskType.IMAGE, "dall-e-3"))
                    .contains(new Model("dall-e-3", TaskType.IMAGE, "openai", "gpt-image-2"));
            assertThat(catalog.find(TaskType.IMAGE, "gpt-image-1"))
                    .contains(new Model("gpt-image-1", TaskType.IMAGE, "openai", "gpt-image-1"));
        }
    }
}
