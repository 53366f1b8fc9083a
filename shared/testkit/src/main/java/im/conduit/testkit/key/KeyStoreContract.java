package im.conduit.testkit.key;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.key.KeyStore;
import im.conduit.realtime.key.VirtualKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [KeyStore] holds.
public abstract class KeyStoreContract {

    private final KeyId id = new KeyId("key-" + UUID.randomUUID());
    private final String hash = newHash();
    private KeyStore store;

    /// The store under test.
    protected abstract KeyStore store();

    @BeforeEach
    void makeStore() {
        store = store();
    }

    @Test
    void registeredKeyIsFoundByHashAndById() {
        VirtualKey key =
                new VirtualKey(
                        id,
                        "A \"name\", ünïcode",
                        true,
                        Instant.parse("2030-01-02T03:04:05.678Z"),
                        List.of("dall-e-3", "demo-*"));
        store.register(key, hash, "1.sealed");
        assertThat(store.findByHash(hash)).contains(key);
        assertThat(store.find(id)).contains(key);
        assertThat(store.sealedWebhookSecret(id)).contains("1.sealed");
    }

    @Test
    void unknownKeyIsNotFound() {
        assertThat(store.findByHash(hash)).isEmpty();
        assertThat(store.find(id)).isEmpty();
        assertThat(store.sealedWebhookSecret(id)).isEmpty();
    }

    @Test
    void registeringAgainReplacesTheKeyAndKeepsItsSecret() {
        store.register(new VirtualKey(id, "a", true, Instant.EPOCH, List.of("x")), hash, "first");
        VirtualKey second = new VirtualKey(id, "b", false, null, List.of());
        store.register(second, hash, "second");
        assertThat(store.findByHash(hash)).contains(second);
        assertThat(store.find(id)).contains(second);
        assertThat(store.sealedWebhookSecret(id)).contains("first");
    }

    @Test
    void keyWithNewCharactersIsNotFoundByItsOldOnes() {
        VirtualKey key = new VirtualKey(id, "a", true, null, List.of());
        store.register(key, hash, "secret");
        String next = newHash();
        store.register(key, next, "secret");
        assertThat(store.findByHash(hash)).isEmpty();
        assertThat(store.findByHash(next)).contains(key);
    }

    private static String newHash() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }
}
