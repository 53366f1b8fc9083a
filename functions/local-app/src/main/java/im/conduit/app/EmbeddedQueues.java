package im.conduit.app;

import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/// SQS inside this process, on loopback. What is in it ends with the process: the due set rings
/// again.
final class EmbeddedQueues implements AutoCloseable {

    private final SQSRestServer server;
    private final int port;

    private EmbeddedQueues(SQSRestServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /// Starts it on a port of the system's choice.
    static EmbeddedQueues start() {
        SQSRestServer server =
                SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
        return new EmbeddedQueues(server, server.waitUntilStarted().localAddress().getPort());
    }

    /// The endpoint for an SQS client.
    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.stopAndWait();
    }
}
