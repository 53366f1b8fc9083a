package im.conduit.realtime.key;

import im.conduit.realtime.key.TokenSigner.Claims;
import im.conduit.realtime.key.TokenSigner.Kind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says who speaks through a credential, and makes the short-lived ones. What was made from a key
/// stops counting when the key does. Contract sections 1 and 6.
@Singleton
public final class Credentials {

    /// How long a realtime token counts.
    public static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    /// How long a browser session counts.
    public static final Duration SESSION_LIFE = Duration.ofHours(12);

    /// The cookie that holds a session.
    public static final String SESSION_COOKIE = "conduit_session";

    private final KeyAuthenticator keys;
    private final TokenSigner signer;
    private final InstantSource clock;

    Credentials(KeyAuthenticator keys, KeyHasher hasher, InstantSource clock) {
        this.keys = keys;
        this.signer = new TokenSigner(hasher);
        this.clock = clock;
    }

    /// What came of a credential.
    public sealed interface Verdict {
        /// Good.
        ///
        /// @param expires when the credential itself counts no more, if ever
        record Accepted(Caller caller, @Nullable Instant expires) implements Verdict {}

        /// The key behind it is disabled or has expired.
        record Inactive() implements Verdict {}

        /// Unknown, expired, or not of this service.
        record Unknown() implements Verdict {}
    }

    /// A short-lived credential.
    ///
    /// @param text a secret
    public record Issued(String text, Instant expires) {
        /// Never shows the secret.
        @Override
        public String toString() {
            return "Issued[expires=" + expires + "]";
        }
    }

    /// The characters of a virtual key.
    public Verdict key(String characters) {
        return verdict(keys.authenticate(characters), null, null);
    }

    /// What a client of a hub sends where a key is expected: a key, or a realtime token.
    public Verdict keyOrToken(String text) {
        return TokenSigner.isOf(Kind.REALTIME, text) ? signed(Kind.REALTIME, text) : key(text);
    }

    /// The value of the session cookie. Whether the page may use it is for [SessionRule] to say.
    public Verdict session(String cookie) {
        return signed(Kind.SESSION, cookie);
    }

    /// Makes a realtime token for hub endpoints.
    ///
    /// @param caller whose it is, and the user that it is narrowed to
    public Issued issueToken(Caller caller) {
        return issue(Kind.REALTIME, caller, TOKEN_LIFE);
    }

    /// Makes a browser session.
    ///
    /// @param caller whose it is, and the user that it is narrowed to
    public Issued issueSession(Caller caller) {
        return issue(Kind.SESSION, caller, SESSION_LIFE);
    }

    private Issued issue(Kind kind, Caller caller, Duration life) {
        Instant expires = clock.instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
        Claims claims = new Claims(caller.id(), caller.user(), expires);
        return new Issued(signer.sign(kind, claims), expires);
    }

    private Verdict signed(Kind kind, String text) {
        Optional<Claims> claims = signer.verify(kind, text);
        if (claims.isEmpty() || !clock.instant().isBefore(claims.get().expires())) {
            return new Verdict.Unknown();
        }
        Claims good = claims.get();
        return verdict(keys.authenticate(good.key()), good.user(), good.expires());
    }

    private static Verdict verdict(
            KeyAuthenticator.Verdict key, @Nullable String user, @Nullable Instant expires) {
        return switch (key) {
            case KeyAuthenticator.Verdict.Active(var active) ->
                    new Verdict.Accepted(new Caller(active, user), expires);
            case KeyAuthenticator.Verdict.Inactive _ -> new Verdict.Inactive();
            case KeyAuthenticator.Verdict.Unknown _ -> new Verdict.Unknown();
        };
    }
}
