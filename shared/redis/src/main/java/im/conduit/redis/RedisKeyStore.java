package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.key.KeyStore;
import im.conduit.realtime.key.VirtualKey;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Virtual keys on Redis: a hash under the key's id, and what a request needs once more under the
/// hash of the key's characters.
@Singleton
public final class RedisKeyStore implements KeyStore {

    private static final String SECRET = "webhook_secret";
    private static final String HASH = "hash";

    private final RedisConnections redis;

    /// @param redis where they are kept
    public RedisKeyStore(RedisConnections redis) {
        this.redis = redis;
    }

    @Override
    public Optional<VirtualKey> findByHash(String hash) {
        return key(redis.commands().hgetall(RedisNames.keyByHash(hash)));
    }

    @Override
    public Optional<VirtualKey> find(KeyId id) {
        return key(redis.commands().hgetall(RedisNames.key(id)));
    }

    @Override
    public void register(VirtualKey key, String hash, String sealedWebhookSecret) {
        RedisClusterAsyncCommands<String, String> commands = redis.commands();
        String name = RedisNames.key(key.id());
        Optional<String> former = RedisReply.ifAny(commands.hget(name, HASH));
        RedisReply.of(commands.hsetnx(name, SECRET, sealedWebhookSecret));
        Map<String, String> fields = fields(key);
        replace(name, fields);
        RedisReply.of(commands.hset(name, HASH, hash));
        replace(RedisNames.keyByHash(hash), fields);
        former.filter(old -> !old.equals(hash))
                .ifPresent(old -> RedisReply.of(commands.del(RedisNames.keyByHash(old))));
    }

    @Override
    public Optional<String> sealedWebhookSecret(KeyId id) {
        return RedisReply.ifAny(redis.commands().hget(RedisNames.key(id), SECRET));
    }

    private void replace(String name, Map<String, String> fields) {
        RedisReply.of(redis.commands().hset(name, fields));
        if (!fields.containsKey("expires")) {
            RedisReply.of(redis.commands().hdel(name, "expires"));
        }
    }

    private static Map<String, String> fields(VirtualKey key) {
        Map<String, String> fields = new HashMap<>();
        fields.put("v", "1");
        fields.put("id", key.id().value());
        fields.put("name", key.name());
        fields.put("enabled", key.enabled() ? "1" : "0");
        fields.put("models", StoredJson.write(key.allowedModels()));
        if (key.expiresAt() != null) {
            fields.put("expires", Long.toString(key.expiresAt().toEpochMilli()));
        }
        return fields;
    }

    private static Optional<VirtualKey> key(CompletionStage<Map<String, String>> reply) {
        Map<String, String> fields = RedisReply.of(reply);
        String id = fields.get("id");
        if (id == null) {
            return Optional.empty();
        }
        String expires = fields.get("expires");
        return Optional.of(
                new VirtualKey(
                        new KeyId(id),
                        fields.getOrDefault("name", id),
                        "1".equals(fields.get("enabled")),
                        expires == null ? null : Instant.ofEpochMilli(Long.parseLong(expires)),
                        StoredJson.readTexts(fields.getOrDefault("models", "[]"))));
    }
}
