package im.conduit.realtime.key;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers the configured keys when the application starts, before it takes requests. A key's id
/// follows from its characters, so that starting again, or on another instance, changes nothing.
@Singleton
@Requires(beans = KeyStore.class)
public final class KeyRegistrar implements ApplicationEventListener<StartupEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRegistrar.class);

    private final List<ConfiguredKey> configured;
    private final KeyStore keys;
    private final KeyHasher hasher;
    private final SecretBox box;

    KeyRegistrar(List<ConfiguredKey> configured, KeyStore keys, KeyHasher hasher, SecretBox box) {
        this.configured = configured;
        this.keys = keys;
        this.hasher = hasher;
        this.box = box;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        configured.forEach(this::register);
    }

    private void register(ConfiguredKey configuredKey) {
        String hash = hasher.hash(configuredKey.key());
        KeyId id = new KeyId("key_" + hash.substring(0, 24));
        String name = Optional.ofNullable(configuredKey.name()).orElse(id.value());
        List<String> models = Optional.ofNullable(configuredKey.allowedModels()).orElse(List.of());
        WebhookSecret secret =
                Optional.ofNullable(configuredKey.webhookSecret())
                        .map(WebhookSecret::new)
                        .orElseGet(WebhookSecret::random);
        keys.register(
                new VirtualKey(id, name, true, null, models),
                hash,
                box.seal(secret.value(), WebhookSecret.CONTEXT));
        LOG.info("registered key id={} name={}", id, name);
    }
}
