package im.conduit.realtime.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfiguredKeyTest {

    private static final String KEY = "condt_0123456789abcdef0123456789abcdef";

    @Test
    void modelsOfAKeyAreReadFromANestedList() {
        assertThat(
                        models(
                                Map.of(
                                        "conduit.keys",
                                        List.of(
                                                Map.of(
                                                        "key",
                                                        KEY,
                                                        "allowed-models",
                                                        List.of("demo-*", "dall-e-3"))))))
                .containsExactly("demo-*", "dall-e-3");
    }

    @Test
    void modelsOfAKeyAreReadFromOneText() {
        assertThat(
                        models(
                                Map.of(
                                        "conduit.keys[0].key",
                                        KEY,
                                        "conduit.keys[0].allowed-models",
                                        "demo-*,dall-e-3")))
                .containsExactly("demo-*", "dall-e-3");
    }

    @Test
    void keysInTheEnvironmentAreSettings() {
        assertThat(
                        KeysFromEnvironment.translated(
                                Map.of(
                                        "CONDUIT_KEYS_0_KEY", KEY,
                                        "CONDUIT_KEYS_1_WEBHOOK_SECRET", "whsec_",
                                        "CONDUIT_KEYS_01_ALLOWED_MODELS", "demo-*",
                                        "CONDUIT_KEYS", "x",
                                        "CONDUIT_KEYS_A_KEY", "x")))
                .isEqualTo(
                        Map.of(
                                "conduit.keys[0].key", KEY,
                                "conduit.keys[1].webhook-secret", "whsec_",
                                "conduit.keys[1].allowed-models", "demo-*"));
    }

    @Test
    void theEnvironmentIsLookedAtWhenAContextStarts() {
        assertThat(
                        KeysFromEnvironment.class
                                .getClassLoader()
                                .getResource(
                                        "META-INF/micronaut/"
                                                + ApplicationContextConfigurer.class.getName()
                                                + "/"
                                                + KeysFromEnvironment.class.getName()))
                .isNotNull();
    }

    private static @Nullable List<String> models(Map<String, Object> settings) {
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            return context.getBean(ConfiguredKey.class).allowedModels();
        }
    }
}
