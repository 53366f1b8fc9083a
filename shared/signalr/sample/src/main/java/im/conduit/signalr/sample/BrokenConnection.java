package im.conduit.signalr.sample;

import im.conduit.signalr.server.ConnectionHandler;
import im.conduit.signalr.server.RawConnection;
import jakarta.inject.Singleton;

/// Reads once, then fails.
@Singleton
final class BrokenConnection implements ConnectionHandler {

    @Override
    public void handle(RawConnection connection) throws InterruptedException {
        connection.read();
        throw new InvalidOperationException("broken");
    }
}
