package im.conduit.signalr.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.signalr.protocol.HubMessage.Invocation;
import im.conduit.signalr.protocol.JsonHubProtocol;
import im.conduit.signalr.protocol.ProtocolLimits;
import im.conduit.signalr.redis.Envelope.Answered;
import im.conduit.signalr.redis.Envelope.Unanswered;
import im.conduit.signalr.server.ClientResults;
import im.conduit.signalr.server.ConnectionFault;
import im.conduit.signalr.server.JacksonPayloadCodec;
import im.conduit.testkit.RedisProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The answers' threads are run by the test, in the order that it wants.
@Timeout(60)
class RemoteQuestionsTest {

    private final RedisProcess redis = RedisProcess.start();
    private final RedisClient client = RedisClient.create(redis.uri());
    private final Channels channels = new Channels("test");
    private final Publisher publisher = new Publisher(1000, Duration.ofSeconds(10));
    private final BlockingDeque<Runnable> tasks = new LinkedBlockingDeque<>();
    private final RemoteQuestions questions =
            new RemoteQuestions(
                    new Post(publisher, channels, "here"),
                    List.of(
                            new JsonHubProtocol(
                                    JacksonPayloadCodec.camelCase(), ProtocolLimits.DEFAULT)),
                    new ClientResults(),
                    tasks::add);

    @BeforeEach
    void connect() {
        publisher.up(client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)));
        client.connectPubSub().sync().subscribe(channels.connection("there"));
    }

    @AfterEach
    void stop() {
        client.shutdown();
        redis.close();
    }

    private CompletableFuture<@Nullable Object> ask() throws InterruptedException {
        Invocation message = new Invocation(Map.of(), "q", "Read", new Object[0], List.of());
        CompletableFuture<@Nullable Object> answer =
                questions.ask("there", "q", message, String.class);
        tasks.pollFirst(10, TimeUnit.SECONDS).run(); // the other node has heard it
        return answer;
    }

    private void answer(String connectionId, String completion) {
        byte[] framed = (completion + "\u001e").getBytes(UTF_8);
        questions.answered(new Answered(connectionId, "q", "json", framed));
    }

    private void runLastFirst() {
        while (!tasks.isEmpty()) {
            tasks.removeLast().run();
        }
    }

    @Test
    void anAnswerThatHasArrivedIsNotLostToALaterReminder() throws Exception {
        CompletableFuture<@Nullable Object> answer = ask();
        answer("there", "{\"type\":3,\"invocationId\":\"q\",\"result\":\"high\"}");
        questions.unanswered(new Unanswered("there", "q", "lost"));
        runLastFirst();
        assertThat(answer).isCompletedWithValue("high");
    }

    @Test
    void anAnswerThatCannotBeReadFailsTheQuestion() throws Exception {
        for (String unreadable : List.of("no JSON", "{\"type\":6}")) {
            CompletableFuture<@Nullable Object> answer = ask();
            answer("there", unreadable);
            runLastFirst();
            assertThat(answer).isDone();
            assertThatThrownBy(answer::join)
                    .hasCauseInstanceOf(ConnectionFault.class)
                    .hasMessageContaining("The answer of connection 'there' cannot be read");
        }
    }

    @Test
    void aConnectionThatWasNotAskedDoesNotAnswer() throws Exception {
        CompletableFuture<@Nullable Object> answer = ask();
        answer("elsewhere", "{\"type\":3,\"invocationId\":\"q\",\"result\":\"low\"}");
        runLastFirst();
        assertThat(answer).isNotDone();
        answer("there", "{\"type\":3,\"invocationId\":\"q\",\"result\":\"high\"}");
        runLastFirst();
        assertThat(answer).isCompletedWithValue("high");
    }
}
