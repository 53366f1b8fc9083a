package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastTest {

    /// A hub that only its context speaks for.
    @Hub("/broadcasts")
    static class SilentHub {}

    /// A value that counts how often it is written, and is fit for some protocols only.
    private record Counted(AtomicInteger written, boolean textOnly) implements JsonSerializable {
        @Override
        public void serialize(JsonGenerator to, SerializerProvider serializers)
                throws java.io.IOException {
            written.incrementAndGet();
            if (textOnly && to.getClass().getSimpleName().startsWith("MessagePack")) {
                throw new IllegalStateException("no value for MessagePack");
            }
            to.writeString("value");
        }

        @Override
        public void serializeWithType(
                JsonGenerator to, SerializerProvider serializers, TypeSerializer type)
                throws java.io.IOException {
            serialize(to, serializers);
        }
    }

    private final ApplicationContext context = ApplicationContext.run();
    private final HubServer server = context.getBean(HubServer.class);
    private final HubContext<SilentHub> hub = server.context(SilentHub.class);
    private final ServedEndpoint endpoint =
            server.endpoints().stream()
                    .filter(served -> served.path().equals("/broadcasts"))
                    .findFirst()
                    .orElseThrow();

    @AfterEach
    void stop() {
        context.close();
    }

    private CollectingTransport client(String id, String protocol) {
        CollectingTransport made = new CollectingTransport(endpoint, id, HubPrincipal.anonymous());
        made.receive("{\"protocol\":\"" + protocol + "\",\"version\":1}");
        made.expect("{}");
        return made;
    }

    @Test
    void aMessageToManyGroupsIsWrittenOnce() {
        CollectingTransport ann = client("a", "json");
        CollectingTransport bob = client("b", "json");
        hub.groups().add("a", "red");
        hub.groups().add("a", "blue");
        hub.groups().add("b", "blue");
        AtomicInteger written = new AtomicInteger();
        hub.clients().groups(List.of("red", "blue")).send("Told", new Counted(written, false));
        String told = "{\"type\":1,\"target\":\"Told\",\"arguments\":[\"value\"]}";
        assertThat(ann.records()).containsExactly("{}", told, told);
        assertThat(bob.records()).containsExactly("{}", told);
        assertThat(written).hasValue(1);
    }

    @Test
    void whatOneProtocolCannotWriteReachesTheClientsOfTheOther() {
        List<CollectingTransport> texts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            texts.add(client("text" + i, "json"));
            client("binary" + i, "messagepack");
        }
        AtomicInteger written = new AtomicInteger();
        Throwable failure =
                catchThrowable(() -> hub.clients().all().send("Told", new Counted(written, true)));
        assertThat(texts)
                .allSatisfy(
                        text -> {
                            assertThat(text.records())
                                    .contains(
                                            "{\"type\":1,\"target\":\"Told\",\"arguments\":[\"value\"]}");
                            assertThat(text.unflushed()).isFalse();
                        });
        assertThat(failure).hasStackTraceContaining("no value for MessagePack");
        assertThat(written).as("once for each protocol").hasValue(2);
    }
}
