package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import im.conduit.signalr.server.Admission;
import im.conduit.signalr.server.HubAuthenticator.Decision;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import im.conduit.signalr.server.NegotiateRedirect;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.reactivex.rxjava3.core.Single;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// An endpoint that sends its clients elsewhere.
@Timeout(60)
class RedirectTest {

    private static final String ENABLED = "test.redirect";

    @Factory
    @Requires(property = ENABLED)
    static final class Redirecting {
        /// Sends everybody to the hub with another token, but for those who want to stay.
        @Singleton
        HubEndpoint door() {
            return new HubEndpoint("/door", TestHub.class)
                    .securedBy(Redirecting::door)
                    .redirecting(Redirecting::target);
        }

        @Singleton
        HubEndpoint hub() {
            return new HubEndpoint("/hub", TestHub.class)
                    .securedBy(request -> only("inner", request));
        }

        /// Sends everybody on with the token that they have.
        @Singleton
        HubEndpoint signpost() {
            return new HubEndpoint("/signpost", TestHub.class)
                    .redirecting((_, _) -> new NegotiateRedirect.Target("https://other/\"hub\""));
        }

        @Singleton
        HubEndpoint broken() {
            return new HubEndpoint("/broken", TestHub.class)
                    .redirecting(
                            (_, _) -> {
                                throw new IllegalStateException("no map");
                            });
        }

        /// Lets nobody in who does not negotiate.
        private static Decision door(HubRequest request) {
            return only(request.path().endsWith("/negotiate") ? "outer" : "none", request);
        }

        private static Decision only(String token, HubRequest request) {
            return token.equals(request.bearerToken())
                    ? new Decision.Accepted(HubPrincipal.user("ann"))
                    : new Decision.Refused(401, Map.of(), "");
        }

        private static NegotiateRedirect.@Nullable Target target(
                HubRequest request, HubPrincipal principal) {
            if (request.query("stay") != null || !"ann".equals(principal.userId())) {
                return null;
            }
            String host = Objects.requireNonNull(request.header("host"));
            return new NegotiateRedirect.Target("http://" + host + "/hub", "inner");
        }
    }

    /// A full house.
    @Singleton
    @Requires(property = "test.redirect-when-full")
    static final class Full implements Admission {
        @Override
        public Busy beforeNegotiate(HubRequest request, HubPrincipal principal) {
            return new Busy(503, 1, "full");
        }

        @Override
        public @Nullable String claim(String id, HubRequest request, HubPrincipal principal) {
            return "full";
        }

        @Override
        public void release(String id) {}
    }

    private static TestHost host;

    @BeforeAll
    static void start() {
        host = new TestHost(Map.of(ENABLED, "1"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static String negotiate(TestHost at, String target) throws IOException {
        try (RawClient client = new RawClient(at.port())) {
            client.send(
                    "POST "
                            + target
                            + " HTTP/1.1\r\nHost: x:1\r\nAuthorization: Bearer outer\r\n"
                            + "Content-Length: 0\r\n\r\n");
            var answer = client.answer();
            return answer.getFirst() + " " + answer.getLast();
        }
    }

    @ParameterizedTest
    @CsvSource({"'',0", "?negotiateVersion=0,0", "?negotiateVersion=1,1", "?negotiateVersion=7,1"})
    void negotiateNamesTheTargetInEveryVersion(String query, int version) throws Exception {
        assertThat(negotiate(host, "/door/negotiate" + query))
                .isEqualTo(
                        "HTTP/1.1 200 OK {\"negotiateVersion\":"
                                + version
                                + ",\"url\":\"http://x:1/hub\",\"accessToken\":\"inner\","
                                + "\"availableTransports\":[]}");
    }

    @Test
    void aTargetWithoutATokenLeavesTheClientItsOwn() throws Exception {
        assertThat(negotiate(host, "/signpost/negotiate?negotiateVersion=1"))
                .endsWith(
                        " {\"negotiateVersion\":1,\"url\":\"https://other/\\\"hub\\\"\","
                                + "\"availableTransports\":[]}");
    }

    @Test
    void whoeverHasNoTargetStays() throws Exception {
        assertThat(negotiate(host, "/door/negotiate?stay=1"))
                .contains("\"connectionId\":")
                .doesNotContain("\"url\"");
    }

    @Test
    void aVersionThatIsNoneIsRefusedBefore() throws Exception {
        assertThat(negotiate(host, "/door/negotiate?negotiateVersion=x"))
                .endsWith("{\"error\":\"The client requested a non-integer protocol version.\"}");
    }

    @Test
    void aRedirectThatFailsIsAnsweredWith500() throws Exception {
        assertThat(negotiate(host, "/broken/negotiate")).contains(" 500 ");
    }

    @Test
    void whoGoesElsewhereNeedsNoPlaceHere() throws Exception {
        try (TestHost full = new TestHost(Map.of(ENABLED, "1", "test.redirect-when-full", "1"))) {
            assertThat(negotiate(full, "/door/negotiate")).contains("\"url\"");
            assertThat(negotiate(full, "/door/negotiate?stay=1")).contains(" 503 ");
        }
    }

    /// Not over long polling: there the client goes with the token that it had before.
    @ParameterizedTest
    @EnumSource(names = {"ALL", "WEBSOCKETS"})
    void theJavaClientGoesThereWithTheTokenItIsGiven(TransportEnum transport) throws Exception {
        try (HubConnection connection =
                HubConnectionBuilder.create(host.url("/door"))
                        .withTransport(transport)
                        .withAccessTokenProvider(Single.just("outer"))
                        .build()) {
            assertThat(connection.start().blockingAwait(10, TimeUnit.SECONDS)).isTrue();
            assertThat(connection.invoke(String.class, "Echo", "there").blockingGet())
                    .isEqualTo("there");
            assertThat(connection.stop().blockingAwait(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
