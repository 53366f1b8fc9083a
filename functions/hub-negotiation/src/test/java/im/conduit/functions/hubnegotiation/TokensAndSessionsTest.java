package im.conduit.functions.hubnegotiation;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.hub.HubAccess;
import im.conduit.realtime.key.Credentials;
import im.conduit.signalr.server.HubAuthenticator.Decision;
import im.conduit.signalr.server.HubRequest;
import im.conduit.testkit.aws.HttpFunction.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class TokensAndSessionsTest {

    private static final Door DOOR = new Door("https://api.example");
    private static final String TOKEN = "/api/auth/realtime-token";

    @AfterAll
    static void close() {
        DOOR.close();
    }

    @Test
    void aKeyGetsATokenForFiveMinutes() {
        for (String method : List.of("GET", "POST")) {
            Answer answer = DOOR.send(method, TOKEN, Map.of("X-API-Key", Door.KEY), "");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
            assertThat(answer.body()).contains("\"expiresInSeconds\":300", "\"expiresAt\":\"20");
            assertThat(onHub("/hubs/x?access_token=" + Door.token(answer)))
                    .isInstanceOf(Decision.Accepted.class);
        }
    }

    @Test
    void aTokenOpensHubsAndNothingElse() {
        String token = Door.token(DOOR.send("GET", TOKEN, Map.of("X-API-Key", Door.KEY), ""));
        assertThat(DOOR.send("GET", TOKEN, Map.of("Authorization", "Bearer " + token), "").status())
                .isEqualTo(401);
        assertThat(refusedStatus(onHub("/hubs/x?access_token=" + token + "x"))).isEqualTo(401);
        assertThat(refusedStatus(onHub("/hubs/x?access_token=x" + token))).isEqualTo(401);
        String session = DOOR.session("").split("=", 2)[1];
        assertThat(refusedStatus(onHub("/hubs/x?access_token=" + session))).isEqualTo(401);
    }

    @Test
    void hubsLookForTheCredentialInOneOrder() {
        assertThat(onHub("/hubs/x?api_key=" + Door.KEY)).isInstanceOf(Decision.Accepted.class);
        assertThat(onHub("/hubs/x", "X-API-Key", Door.KEY)).isInstanceOf(Decision.Accepted.class);
        assertThat(onHub("/hubs/x", "Authorization", "Bearer " + Door.KEY))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(refusedStatus(onHub("/hubs/x?access_token=no&api_key=" + Door.KEY)))
                .isEqualTo(401);
        assertThat(refusedStatus(onHub("/hubs/x?api_key=no", "X-API-Key", Door.KEY)))
                .isEqualTo(401);
        assertThat(refusedStatus(onHub("/hubs/x"))).isEqualTo(401);
    }

    @Test
    void aSessionIsACookieThatScriptsCannotRead() {
        Answer answer = DOOR.send("POST", "/api/auth/session", Map.of("X-API-Key", Door.KEY), "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().get("Set-Cookie"))
                .startsWith("conduit_session=")
                .contains("HttpOnly", "SameSite=Strict", "Secure", "Path=/", "Max-Age=43200");
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(answer.body()).doesNotContain(Door.cookie(answer).substring(16));
    }

    @Test
    void aSessionNeedsAKey() {
        assertThat(DOOR.send("POST", "/api/auth/session", Map.of(), "").status()).isEqualTo(401);
        Map<String, String> cookie = Map.of("Cookie", DOOR.session(""));
        assertThat(DOOR.send("POST", "/api/auth/session", cookie, "").status()).isEqualTo(401);
        assertThat(DOOR.send("POST", TOKEN, cookie, "").status()).isEqualTo(401);
    }

    @Test
    void aSessionGetsTokensFromAllowedOriginsOnly() {
        String cookie = DOOR.session("");
        assertThat(tokenStatus(cookie)).isEqualTo(200);
        assertThat(tokenStatus(cookie, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
        assertThat(tokenStatus(cookie, "Sec-Fetch-Site", "cross-site")).isEqualTo(401);
        assertThat(tokenStatus(cookie, "Sec-Fetch-Site", "same-site")).isEqualTo(401);
        assertThat(tokenStatus(cookie, "Origin", "https://api.example")).isEqualTo(200);
        assertThat(tokenStatus(cookie, "Origin", "https://app.example")).isEqualTo(200);
        assertThat(tokenStatus(cookie, "Origin", "https://app.example.evil")).isEqualTo(401);
        assertThat(tokenStatus(cookie, "Origin", "null")).isEqualTo(401);
        assertThat(tokenStatus(cookie + "x")).isEqualTo(401);
    }

    @Test
    void aWebSocketWithASessionMustSayWhereItComesFrom() {
        String cookie = DOOR.session("");
        assertThat(onHub("/hubs/x", "Cookie", cookie)).isInstanceOf(Decision.Accepted.class);
        assertThat(refusedStatus(onHub("/hubs/x", "Cookie", cookie, "Upgrade", "websocket")))
                .isEqualTo(401);
        assertThat(
                        onHub(
                                "/hubs/x",
                                "Cookie",
                                cookie,
                                "Upgrade",
                                "websocket",
                                "Origin",
                                "https://app.example"))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(
                        refusedStatus(
                                onHub(
                                        "/hubs/x",
                                        "Cookie",
                                        cookie,
                                        "Origin",
                                        "https://evil.example")))
                .isEqualTo(401);
    }

    @Test
    void aUserNarrowsSessionAndToken() {
        String session = DOOR.session("{\"user\":\"ann\"}");
        Answer token = DOOR.send("GET", TOKEN, Map.of("Cookie", session), "");
        assertThat(user(onHub("/hubs/x?access_token=" + Door.token(token)))).isEqualTo("ann");
        assertThat(user(onHub("/hubs/x", "Cookie", session))).isEqualTo("ann");
        Answer same = DOOR.send("GET", TOKEN + "?user=ann", Map.of("Cookie", session), "");
        assertThat(same.status()).isEqualTo(200);
        Answer other = DOOR.send("GET", TOKEN + "?user=bob", Map.of("Cookie", session), "");
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.body()).contains("\"param\":\"user\"");
        Answer byKey =
                DOOR.send("GET", TOKEN + "?user=b%C3%B6b", Map.of("X-API-Key", Door.KEY), "");
        assertThat(user(onHub("/hubs/x?access_token=" + Door.token(byKey)))).isEqualTo("böb");
    }

    @Test
    void whatIsOutOfFormIsRefused() {
        Map<String, String> key = Map.of("X-API-Key", Door.KEY);
        for (String query : List.of("?user=", "?user=%20", "?user=" + "x".repeat(257))) {
            assertThat(DOOR.send("GET", TOKEN + query, key, "").status()).isEqualTo(400);
        }
        assertThat(DOOR.send("GET", TOKEN + "?hubs=video-generation", key, "").status())
                .isEqualTo(400);
        Map<String, String> json =
                Map.of("X-API-Key", Door.KEY, "Content-Type", "application/json");
        for (String body : List.of("[]", "{", "{\"user\":1}", "{\"user\":\" \"}")) {
            assertThat(DOOR.send("POST", "/api/auth/session", json, body).status())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void endingASessionTakesTheCookieAway() {
        Answer answer = DOOR.send("DELETE", "/api/auth/session", Map.of(), "");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().get("Set-Cookie"))
                .startsWith(Credentials.SESSION_COOKIE + "=;")
                .contains("Max-Age=0", "Path=/");
    }

    private static int tokenStatus(String cookie, String... header) {
        Map<String, String> headers =
                header.length == 0
                        ? Map.of("Cookie", cookie)
                        : Map.of("Cookie", cookie, header[0], header[1]);
        return DOOR.send("GET", TOKEN, headers, "").status();
    }

    private static Decision onHub(String uri, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        return DOOR.context
                .getBean(HubAccess.class)
                .authenticate(new HubRequest("GET", uri, all, "203.0.113.7", true));
    }

    private static int refusedStatus(Decision decision) {
        return ((Decision.Refused) decision).status();
    }

    private static @Nullable String user(Decision decision) {
        return ((Decision.Accepted) decision).principal().claim(HubAccess.USER_CLAIM);
    }
}
