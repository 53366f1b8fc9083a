package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTraceTest {

    private static final String CALL =
            "{\"type\":1,\"invocationId\":\"1\",\"target\":\"greet\",\"arguments\":[\"secret\"]}";
    private static final String ANSWER =
            "{\"type\":3,\"invocationId\":\"1\",\"result\":\"secret\"}";

    /// What is logged about one call.
    private static List<String> trace(Map<String, Object> settings) {
        try (KeptLog log = new KeptLog("im.conduit.signalr.trace");
                ApplicationContext context = ApplicationContext.run(settings)) {
            ServedEndpoint endpoint =
                    context.getBean(HubServer.class).endpoints().stream()
                            .filter(served -> served.path().equals("/showcase"))
                            .findFirst()
                            .orElseThrow();
            CollectingTransport client =
                    CollectingTransport.open(endpoint, "a", HubPrincipal.anonymous());
            client.receive(CALL);
            client.expect(ANSWER);
            client.receive("{\"type\":7}");
            await().until(client::completed);
            ShowcaseHub.Journal journal = context.getBean(ShowcaseHub.Journal.class);
            await().until(() -> journal.lines().contains("disconnected a null"));
            if (!settings.isEmpty()) {
                await().until(
                                () ->
                                        log.lines(Level.INFO).stream()
                                                .anyMatch(line -> line.startsWith("closed ")));
            }
            return log.lines(Level.INFO);
        }
    }

    @Test
    void targetsAndSizesAreLoggedWhereThatIsWantedAndArgumentsNever() {
        List<String> trace = trace(Map.of("signalr.enable-message-tracing", true));
        String whose = " hub=ShowcaseHub connection=a ";
        assertThat(trace)
                .contains(
                        "opened" + whose + "transport=WebSockets",
                        "received" + whose + "target=Greet bytes=" + (CALL.length() + 1),
                        "sent" + whose + "bytes=" + (ANSWER.length() + 1),
                        "closed" + whose + "transport=WebSockets reason=client_closed")
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void nothingIsLoggedOtherwise() {
        assertThat(trace(Map.of())).isEmpty();
    }
}
