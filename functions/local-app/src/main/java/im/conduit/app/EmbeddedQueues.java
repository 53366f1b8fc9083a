package im.conduit.app;

import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/// SQS inside this process, on loopback. It ends with the process, and so does what is in it: the
/// due set rings again. (Stopping it would wait for every long poll, and would save nothing.)
final class EmbeddedQueues {

    private EmbeddedQueues() {}

    /// Starts it on a port of the system's choice.
    ///
    /// @return the endpoint for an SQS client
    static String start() {
        SQSRestServer server =
                SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
        return "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort();
    }
}
