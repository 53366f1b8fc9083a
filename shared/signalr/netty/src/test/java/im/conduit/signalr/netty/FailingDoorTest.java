package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.signalr.server.Admission;
import im.conduit.signalr.server.HubAuthenticator;
import im.conduit.signalr.server.HubAuthenticator.Decision;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailingDoorTest {

    @Singleton
    @Requires(property = "test.failing-admission")
    static final class FailingAdmission implements Admission {
        @Override
        public @Nullable Busy beforeNegotiate(HubRequest request, HubPrincipal principal) {
            throw new IllegalStateException("not for clients");
        }
    }

    @Factory
    @Requires(property = "test.failing-authenticator")
    static final class FailingAuthenticator {
        @Singleton
        HubEndpoint hub() {
            HubAuthenticator failing =
                    _ -> {
                        throw new StackOverflowError("not for clients");
                    };
            return new HubEndpoint("/hub", TestHub.class).securedBy(failing);
        }
    }

    @Factory
    @Requires(property = "test.unspeakable-answer")
    static final class UnspeakableAnswer {
        @Singleton
        HubEndpoint hub() {
            return new HubEndpoint("/hub", TestHub.class)
                    .securedBy(
                            _ ->
                                    new Decision.Refused(
                                            401, Map.of("X-Why", "not\nfor clients"), ""));
        }
    }

    private static void isToldOfAFailure(String setting) throws Exception {
        try (TestHost host = new TestHost(Map.of(setting, "1"));
                RawClient client = new RawClient(host.port())) {
            client.send("POST /hub/negotiate HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.answer())
                    .contains("HTTP/1.1 500 Internal Server Error")
                    .noneMatch(line -> line.contains("not for clients"));
        }
    }

    @Test
    void whenAdmissionFailsTheClientIsTold() throws Exception {
        isToldOfAFailure("test.failing-admission");
    }

    @Test
    void whenTheAuthenticatorFailsTheClientIsTold() throws Exception {
        isToldOfAFailure("test.failing-authenticator");
    }

    @Test
    void whenTheAuthenticatorsAnswerCannotBeSentTheClientIsTold() throws Exception {
        isToldOfAFailure("test.unspeakable-answer");
    }
}
