package im.conduit.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.QueueHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue door on Lambda: hands each message of an SQS event to the [QueueHandler] of its kind.
/// A message that fails, or that nobody can read, is reported as a failure of the batch's item, so
/// that SQS delivers it again and in the end moves it to the dead-letter queue; the others are
/// acknowledged. The messages of a batch are handled side by side.
public abstract class QueueFunction extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(QueueFunction.class);

    private final DueWork.Kind kind;
    private final QueueHandler handler;

    /// @param kind the queue that this function serves
    protected QueueFunction(DueWork.Kind kind) {
        this.kind = kind;
        this.handler = handlerOf(getApplicationContext(), kind);
    }

    /// @param context started; for tests
    protected QueueFunction(ApplicationContext context, DueWork.Kind kind) {
        super(context);
        this.kind = kind;
        this.handler = handlerOf(context, kind);
    }

    @Override
    public SQSBatchResponse execute(SQSEvent event) {
        List<BatchItemFailure> failures = new ArrayList<>();
        try (ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> outcomes =
                    event.getRecords().stream()
                            .map(message -> lanes.submit(() -> handled(message)))
                            .toList();
            for (int i = 0; i < outcomes.size(); i++) {
                if (!succeeded(outcomes.get(i))) {
                    failures.add(new BatchItemFailure(event.getRecords().get(i).getMessageId()));
                }
            }
        }
        return new SQSBatchResponse(failures);
    }

    private boolean handled(SQSMessage message) throws InterruptedException {
        try {
            DueWork work = DueWork.parse(message.getBody());
            if (work.kind() != kind) {
                throw new IllegalArgumentException("work of another queue");
            }
            handler.handle(work);
            return true;
        } catch (RuntimeException e) {
            LOG.error("message failed queue={} message={}", kind, message.getMessageId(), e);
            return false;
        }
    }

    private static boolean succeeded(Future<Boolean> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static QueueHandler handlerOf(ApplicationContext context, DueWork.Kind kind) {
        return context.getBeansOfType(QueueHandler.class).stream()
                .filter(handler -> handler.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody handles " + kind));
    }
}
