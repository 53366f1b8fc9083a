package im.conduit.testkit.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;

/// Gives back the messages that say `bad`.
public final class PickyQueue implements RequestHandler<SQSEvent, SQSBatchResponse> {

    /// As AWS's runtime makes it.
    public PickyQueue() {}

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return new SQSBatchResponse(
                event.getRecords().stream()
                        .filter(message -> message.getBody().equals("bad"))
                        .map(SQSEvent.SQSMessage::getMessageId)
                        .map(SQSBatchResponse.BatchItemFailure::new)
                        .toList());
    }
}
