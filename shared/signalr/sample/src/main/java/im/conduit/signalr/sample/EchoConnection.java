package im.conduit.signalr.sample;

import im.conduit.signalr.server.ConnectionHandler;
import im.conduit.signalr.server.RawConnection;
import jakarta.inject.Singleton;

/// Returns the bytes to clients that carry the cookie of negotiate.
@Singleton
final class EchoConnection implements ConnectionHandler {

    @Override
    public void handle(RawConnection connection) throws InterruptedException {
        if (connection.request().cookie("testCookie") == null) {
            return;
        }
        byte[] bytes = connection.read();
        while (bytes != null) {
            connection.write(bytes);
            bytes = connection.read();
        }
    }
}
