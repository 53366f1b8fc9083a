package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.util.RawValue;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import im.conduit.signalr.redis.HubSocket.Spoken;
import im.conduit.signalr.redis.RoomHub.Reading;
import im.conduit.signalr.server.ConnectionFault;
import im.conduit.testkit.RedisProcess;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ClientResultsTest {

    private static final RedisProcess REDIS = RedisProcess.start();
    private static final Node ONE = Node.on(REDIS.uri());
    private static final Node TWO = Node.on(REDIS.uri());
    private static final Reading READING =
            new Reading(
                    "height",
                    1.5,
                    List.of(1, 2, 3),
                    new byte[] {7, 8},
                    Instant.parse("2026-01-02T03:04:05.678Z"));

    @AfterAll
    static void stop() {
        TWO.close();
        ONE.close();
        REDIS.close();
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void aClientOfAnotherNodeIsAskedFromAHub(Spoken spoken) {
        try (HubSocket asking = HubSocket.on(ONE, Spoken.JSON);
                HubSocket asked = HubSocket.on(TWO, spoken)) {
            asked.answering(_ -> new Outcome.Result(READING));
            assertThat(asking.call("Ask", asked.id(), "height"))
                    .isInstanceOfSatisfying(
                            Map.class,
                            answer ->
                                    assertThat(answer)
                                            .containsEntry("what", "height")
                                            .containsEntry("value", 1.5)
                                            .containsEntry("digits", List.of(1, 2, 3))
                                            .containsEntry("raw", "Bwg=")
                                            .containsEntry("at", "2026-01-02T03:04:05.678Z"));
            assertThat(asked.asked()).isEqualTo("height");
        }
    }

    @ParameterizedTest
    @EnumSource(Spoken.class)
    void aClientOfAnyNodeIsAskedFromOutside(Spoken spoken) {
        for (Node node : List.of(ONE, TWO)) {
            try (HubSocket asked = HubSocket.on(node, spoken)) {
                asked.answering(_ -> new Outcome.Result(READING));
                assertThat(ask(asked.id()).join()).usingRecursiveComparison().isEqualTo(READING);
                asked.answering(_ -> new Outcome.Result(null));
                assertThat(ask(asked.id()).join()).isNull();
                asked.answering(_ -> new Outcome.Failed("out of order"));
                assertThatThrownBy(() -> ask(asked.id()).join())
                        .hasMessageContaining("out of order");
                asked.answering(_ -> new Outcome.Result("no reading"));
                assertThatThrownBy(() -> ask(asked.id()).join())
                        .hasCauseInstanceOf(ConnectionFault.class)
                        .hasMessageContaining("Error trying to deserialize result to Reading");
            }
        }
    }

    @Test
    void manyQuestionsGetTheirOwnAnswers() {
        try (HubSocket asked = HubSocket.on(TWO, Spoken.JSON)) {
            asked.answering(
                    what ->
                            new Outcome.Result(
                                    new Reading(what, 0, List.of(), new byte[0], Instant.EPOCH)));
            List<CompletableFuture<@Nullable Object>> answers =
                    IntStream.range(0, 100).mapToObj(i -> ask(asked.id(), "reading " + i)).toList();
            for (int i = 0; i < 100; i++) {
                assertThat(answers.get(i).join())
                        .asInstanceOf(InstanceOfAssertFactories.type(Reading.class))
                        .extracting(Reading::what)
                        .isEqualTo("reading " + i);
            }
        }
    }

    @Test
    void aConnectionThatIsNowhereDoesNotExist() {
        assertThatThrownBy(() -> ask("nobody").join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ConnectionFault.class)
                .hasMessageContaining("Connection 'nobody' does not exist.");
    }

    @Test
    void aQuestionFailsWhenItsConnectionEnds() {
        try (HubSocket asked = HubSocket.on(TWO, Spoken.JSON)) {
            CompletableFuture<@Nullable Object> answer = ask(asked.id());
            assertThat(asked.asked()).isEqualTo("height");
            asked.close();
            assertThatThrownBy(answer::join)
                    .hasCauseInstanceOf(ConnectionFault.class)
                    .hasMessageContaining("Connection '" + asked.id() + "' disconnected.");
        }
    }

    @Test
    void aClientLeavesOnlySoMuchUnanswered() {
        try (HubSocket asked = HubSocket.on(TWO, Spoken.JSON)) {
            List<CompletableFuture<@Nullable Object>> open =
                    IntStream.range(0, Node.MOST_QUESTIONS).mapToObj(_ -> ask(asked.id())).toList();
            assertThatThrownBy(() -> ask(asked.id()).join())
                    .hasMessageContaining("leaves too much unanswered");
            open.forEach(_ -> assertThat(asked.asked()).isEqualTo("height"));
            open.getFirst().cancel(false);
            asked.answering(_ -> new Outcome.Result(READING));
            assertThat(ask(asked.id()).join()).isInstanceOf(Reading.class);
            assertThat(open.getLast()).isNotDone();
        }
    }

    @Test
    void aQuestionThatItsClientCannotBeToldFails() {
        try (HubSocket text = HubSocket.on(TWO, Spoken.JSON);
                HubSocket binary = HubSocket.on(TWO, Spoken.MESSAGE_PACK)) {
            Object onlyForJson = new RawValue("\"height\"");
            text.answering(_ -> new Outcome.Result(READING));
            assertThat(ask(text.id(), onlyForJson).join()).isInstanceOf(Reading.class);
            for (int i = 0; i <= Node.MOST_QUESTIONS; i++) { // none is left open
                assertThatThrownBy(() -> ask(binary.id(), onlyForJson).get(10, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(ConnectionFault.class)
                        .hasMessageContaining("Connection '" + binary.id() + "' cannot be asked: ");
            }
        }
    }

    private static CompletableFuture<@Nullable Object> ask(String id) {
        return ask(id, "height");
    }

    private static CompletableFuture<@Nullable Object> ask(String id, Object what) {
        return ONE.outside()
                .clients()
                .client(id)
                .ask(Reading.class, "Read", what)
                .toCompletableFuture();
    }
}
