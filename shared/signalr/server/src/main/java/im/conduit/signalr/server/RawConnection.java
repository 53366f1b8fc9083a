package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// A connection without a hub protocol: bytes in, bytes out, message borders unknown.
public interface RawConnection {

    /// The public id.
    String connectionId();

    /// The request that opened the transport.
    HubRequest request();

    /// Who it came from.
    HubPrincipal principal();

    /// Waits for input.
    ///
    /// @return what has come, or `null` at the end
    /// @throws InterruptedException when the thread is interrupted first
    byte @Nullable [] read() throws InterruptedException;

    /// Sends bytes; waits while the pipe is full. What is sent right before the end may be lost
    /// without notice.
    ///
    /// @throws ConnectionOverException when the connection has ended, although input from before
    ///     may still be read
    void write(byte[] bytes);
}
