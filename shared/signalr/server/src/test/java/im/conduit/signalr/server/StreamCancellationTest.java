package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream that its client cancels ends without an error, wherever it waits.
class StreamCancellationTest {

    private static final String ENABLED = "test.stream-cancellation";

    /// Streams that come to nothing unless they are cancelled.
    @Hub("/waiting")
    @Requires(property = ENABLED)
    static class WaitingHub {
        private final Semaphore waiting = new Semaphore(0);

        /// Waits for an upload as a stream.
        public Stream<String> repeat(ClientStream<String> texts) {
            return Stream.of(texts).peek(_ -> waiting.release()).flatMap(ClientStream::stream);
        }

        /// Waits for an upload before it returns a stream.
        public Stream<String> first(ClientStream<String> texts) {
            waiting.release();
            Iterator<String> items = texts.iterator();
            return Stream.of(items.next());
        }

        /// Waits for a client's answer before it returns a stream.
        public Stream<Boolean> asked(HubCaller caller) {
            waiting.release();
            Boolean answer = caller.clients().caller().invoke(Boolean.class, "Question");
            return Stream.of(Boolean.TRUE.equals(answer));
        }

        /// Waits for nothing that ever comes.
        public CompletionStage<Stream<String>> later() {
            waiting.release();
            return new CompletableFuture<>();
        }
    }

    private final ApplicationContext context = ApplicationContext.run(Map.of(ENABLED, "1"));
    private final ServedEndpoint endpoint =
            context.getBean(HubServer.class).endpoints().stream()
                    .filter(served -> served.path().equals("/waiting"))
                    .findFirst()
                    .orElseThrow();
    private final CollectingTransport client =
            CollectingTransport.open(endpoint, "a", HubPrincipal.anonymous());

    @AfterEach
    void stop() {
        context.close();
    }

    private void call(String method) throws InterruptedException {
        boolean takesUpload = List.of("repeat", "first").contains(method);
        String uploads = takesUpload ? ",\"streamIds\":[\"u\"]" : "";
        client.receive(
                "{\"type\":4,\"invocationId\":\"s\",\"target\":\"%s\",\"arguments\":[]%s}"
                        .formatted(method, uploads));
        context.getBean(WaitingHub.class).waiting.acquire();
    }

    private List<String> completions() {
        return client.records().stream().filter(record -> record.contains("\"type\":3")).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeat", "first", "asked", "later"})
    void itEndsWithoutAnErrorAndItsPlaceIsFree(String method) throws Exception {
        for (int i = 1; i <= 2; i++) {
            int answers = i;
            call(method);
            client.receive("{\"type\":5,\"invocationId\":\"s\"}");
            await().until(() -> completions().size() == answers);
            assertThat(completions()).containsOnly("{\"type\":3,\"invocationId\":\"s\"}");
        }
    }
}
