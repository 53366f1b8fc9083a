package im.conduit.sqs;

import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The queue contract against the queues that the local app embeds.
final class ElasticMqQueueTest extends SqsQueueContract {

    private static SQSRestServer server;
    private static URI endpoint;

    @BeforeAll
    static void startServer() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
        endpoint =
                URI.create(
                        "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    }

    @AfterAll
    static void stopServer() {
        // Not waited for: it waits for the long polls, which nobody listens to any more.
        Thread.ofVirtual().start(server::stopAndWait);
    }

    @Override
    protected URI endpoint() {
        return endpoint;
    }
}
