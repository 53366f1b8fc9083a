package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.signalr.server.HubPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectionTokensTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final ConnectionTokens tokens = node("one secret");

    private ConnectionTokens node(String secret) {
        return new ConnectionTokens(secret.getBytes(), clock, Duration.ofSeconds(15));
    }

    private String issue(HubPrincipal principal) {
        return tokens.issue(tokens.newId(), "hub", principal, true);
    }

    private ConnectionTokens.@Nullable Claims check(String token) {
        return tokens.check(token, "hub");
    }

    private static ConnectionTokens.Claims valid(ConnectionTokens.@Nullable Claims claims) {
        return Objects.requireNonNull(claims, "the token was refused");
    }

    @Test
    void aTokenTellsWhatItWasMadeFor() {
        String id = tokens.newId();
        ConnectionTokens.Claims claims =
                valid(tokens.check(tokens.issue(id, "hub", HubPrincipal.user("ann"), true), "hub"));
        assertThat(claims.id()).isEqualTo(id).hasSize(22);
        assertThat(claims.stateful()).isTrue();
        assertThat(claims.here()).isTrue();
        assertThat(claims.belongsTo(HubPrincipal.user("ann"))).isTrue();
        assertThat(claims.belongsTo(HubPrincipal.user("bob"))).isFalse();
        assertThat(claims.belongsTo(HubPrincipal.anonymous())).isFalse();
    }

    @Test
    void aTokenMadeForNobodyMayBeUsedByAnybody() {
        ConnectionTokens.Claims claims = valid(check(issue(HubPrincipal.anonymous())));
        assertThat(claims.belongsTo(HubPrincipal.user("bob"))).isTrue();
    }

    @Test
    void forgedForeignAndExpiredTokensAreWorthNothing() {
        String token = issue(HubPrincipal.anonymous());
        for (int i = 0; i < token.length(); i++) { // the last one holds spare bits
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(check(token.substring(0, i) + other + token.substring(i + 1))).isNull();
        }
        assertThat(tokens.check(token, "another hub")).isNull();
        assertThat(node("another secret").check(token, "hub")).isNull();
        assertThat(check("")).isNull();
        assertThat(check("%%%")).isNull();
        now.set(now.get().plusSeconds(16));
        assertThat(check(token)).isNull();
    }

    @Test
    void anotherNodeWithTheSameSecretAcceptsItAsAStranger() {
        ConnectionTokens.Claims claims =
                valid(node("one secret").check(issue(HubPrincipal.anonymous()), "hub"));
        assertThat(claims.here()).isFalse();
    }

    @Test
    void aTokenMayBeTheIdAsWell() {
        String token = tokens.issueAsId("hub", HubPrincipal.user("ann"), true);
        ConnectionTokens.Claims claims = valid(check(token));
        assertThat(claims.id()).isEqualTo(token);
        assertThat(claims.stateful()).isTrue();
        assertThat(claims.belongsTo(HubPrincipal.user("bob"))).isFalse();
    }
}
