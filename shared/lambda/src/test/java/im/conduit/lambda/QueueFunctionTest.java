package im.conduit.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.QueueHandler;
import im.conduit.realtime.task.TaskId;
import im.conduit.testkit.aws.QueueEvents;
import im.conduit.testkit.aws.QueueEvents.Message;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class QueueFunctionTest {

    private static final ApplicationContext CONTEXT = ApplicationContext.run();

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    @Test
    void everyMessageReachesTheHandlerOfItsKind() {
        DueWork first = work(1);
        DueWork second = work(2);
        assertThat(failures(first.member(), second.member())).isEmpty();
        assertThat(handler().seen).contains(first, second);
    }

    @Test
    void onlyWhatFailedIsDeliveredAgain() {
        DueWork good = work(3);
        DueWork bad = work(Deliveries.BROKEN);
        assertThat(failures(bad.member(), good.member(), "not work", "g:" + good.task()))
                .containsExactly("message-0", "message-2", "message-3");
        assertThat(handler().seen).contains(good);
    }

    @Test
    void aQueueWithoutHandlerStopsTheFunctionAtStart() {
        assertThatThrownBy(() -> new QueueFunction(CONTEXT, DueWork.Kind.HUB) {})
                .hasMessageContaining("HUB");
    }

    private static List<String> failures(String... bodies) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < bodies.length; i++) {
            messages.add(new Message("message-" + i, "receipt", bodies[i], "", Map.of()));
        }
        byte[] document = QueueEvents.sqs("conduit-webhook", messages);
        SQSEvent event =
                LambdaEventSerializers.serializerFor(
                                SQSEvent.class, SQSEvent.class.getClassLoader())
                        .fromJson(new ByteArrayInputStream(document));
        SQSBatchResponse response =
                new QueueFunction(CONTEXT, DueWork.Kind.WEBHOOK) {}.handleRequest(event, null);
        return response.getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static DueWork work(long sequence) {
        TaskId task = new TaskId(UUID.randomUUID().toString());
        return new DueWork(DueWork.Kind.WEBHOOK, task, sequence);
    }

    private static Deliveries handler() {
        return CONTEXT.getBean(Deliveries.class);
    }

    /// Remembers what it was handed, and breaks at one sequence.
    @Singleton
    static final class Deliveries implements QueueHandler {

        static final long BROKEN = 99;

        final Set<DueWork> seen = ConcurrentHashMap.newKeySet();

        @Override
        public DueWork.Kind kind() {
            return DueWork.Kind.WEBHOOK;
        }

        @Override
        public void handle(DueWork work) {
            if (work.sequence() == BROKEN) {
                throw new IllegalStateException("broken on purpose");
            }
            seen.add(work);
        }
    }
}
