package im.conduit.realtime.key;

import java.util.Optional;

/// Where virtual keys live. Keys are found by the HMAC-SHA-256 of their characters under the
/// server's pepper; the characters themselves are stored nowhere.
public interface KeyStore {

    /// The key whose hash is `hash`, if one is registered. One round trip.
    ///
    /// @param hash 64 lower-case hex digits
    Optional<VirtualKey> findByHash(String hash);

    /// The key with this id.
    Optional<VirtualKey> find(KeyId id);

    /// Registers a key or replaces what is known of it, together with its webhook secret. A secret
    /// that is already there is kept. Idempotent.
    ///
    /// @param hash 64 lower-case hex digits
    /// @param sealedWebhookSecret the secret (`whsec_…`), encrypted by a [SecretBox]
    void register(VirtualKey key, String hash, String sealedWebhookSecret);

    /// The encrypted webhook secret of a key.
    Optional<String> sealedWebhookSecret(KeyId id);
}
