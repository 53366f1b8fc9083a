package im.conduit.realtime.key;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Says whose key some characters are. A key that was found is remembered for 3 s, so that a change
/// to it counts everywhere after 3 s at the latest; one that was not found is looked up again each
/// time.
@Singleton
public final class KeyAuthenticator {

    private static final Duration REMEMBERED = Duration.ofSeconds(3);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int LONGEST_KEY = 512;

    private final KeyStore keys;
    private final KeyHasher hasher;
    private final InstantSource clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    KeyAuthenticator(KeyStore keys, KeyHasher hasher, InstantSource clock) {
        this.keys = keys;
        this.hasher = hasher;
        this.clock = clock;
    }

    /// What came of an authentication.
    public sealed interface Verdict {
        /// The key is known and active.
        record Active(VirtualKey key) implements Verdict {}

        /// The key is known, and disabled or expired.
        record Inactive() implements Verdict {}

        /// There is no such key.
        record Unknown() implements Verdict {}
    }

    /// Looks a key up by its characters. At most one round trip.
    public Verdict authenticate(String characters) {
        if (characters.isEmpty() || characters.length() > LONGEST_KEY) {
            return new Verdict.Unknown();
        }
        String hash = hasher.hash(characters);
        return judge(look("hash:" + hash, () -> keys.findByHash(hash)));
    }

    /// Looks a key up by its id, for tokens and sessions made from it. At most one round trip.
    public Verdict authenticate(KeyId id) {
        return judge(look("id:" + id, () -> keys.find(id)));
    }

    private Verdict judge(Optional<VirtualKey> found) {
        if (found.isEmpty()) {
            return new Verdict.Unknown();
        }
        VirtualKey key = found.get();
        return key.active(clock.instant()) ? new Verdict.Active(key) : new Verdict.Inactive();
    }

    private Optional<VirtualKey> look(String name, Supplier<Optional<VirtualKey>> store) {
        Instant now = clock.instant();
        Remembered known = remembered.get(name);
        if (known != null && now.isBefore(known.until)) {
            return Optional.of(known.key);
        }
        Optional<VirtualKey> found = store.get();
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        found.ifPresentOrElse(
                key -> remembered.put(name, new Remembered(key, now.plus(REMEMBERED))),
                () -> remembered.remove(name));
        return found;
    }

    private record Remembered(VirtualKey key, Instant until) {}
}
