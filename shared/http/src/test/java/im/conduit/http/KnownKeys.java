package im.conduit.http;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.key.KeyStore;
import im.conduit.realtime.key.VirtualKey;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The keys of these tests. This room knows no store; the scenarios run it on the real one.
@Singleton
final class KnownKeys implements KeyStore {

    private final Map<String, VirtualKey> byHash = new ConcurrentHashMap<>();
    private final Map<KeyId, String> secrets = new ConcurrentHashMap<>();

    @Override
    public Optional<VirtualKey> findByHash(String hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    @Override
    public Optional<VirtualKey> find(KeyId id) {
        return byHash.values().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public void register(VirtualKey key, String hash, String sealedWebhookSecret) {
        byHash.put(hash, key);
        secrets.putIfAbsent(key.id(), sealedWebhookSecret);
    }

    @Override
    public Optional<String> sealedWebhookSecret(KeyId id) {
        return Optional.ofNullable(secrets.get(id));
    }
}
