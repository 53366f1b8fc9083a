package im.conduit.sqs;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The queue contract against the SQS that the environment names.
@EnabledIfEnvironmentVariable(
        named = "AWS_ENDPOINT_URL",
        matches = "https?://.+",
        disabledReason = "AWS_ENDPOINT_URL names no SQS to test against")
final class GivenSqsQueueTest extends SqsQueueContract {

    @Override
    protected URI endpoint() {
        return URI.create(System.getenv("AWS_ENDPOINT_URL"));
    }
}
