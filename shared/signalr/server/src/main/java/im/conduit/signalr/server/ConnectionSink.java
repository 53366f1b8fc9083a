package im.conduit.signalr.server;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The application's end of a connection: what a transport hands its bytes to. Safe for use
/// by many threads: input is handed over in its order, one call of `receive` at a time, while ends,
/// ticks and questions come from any thread at any moment. Never blocks.
public interface ConnectionSink {

    /// The public id.
    String connectionId();

    /// Gives the connection its way out, at first and after a stateful reconnect. Input may follow.
    void attach(ConnectionTransport transport, HubRequest request);

    /// A later request of the same user was let in: where connections end with the proof of
    /// identity this one ends with the proof that lasts longest.
    default void renew(HubPrincipal later) {}

    /// Takes input (copied).
    ///
    /// @return whether more is welcome; if not, [ConnectionTransport#resumeReading] is called when
    ///     it is again
    boolean receive(ByteBuffer bytes);

    /// Whether input is welcome.
    boolean ready();

    /// The transport has ended: nothing more comes in, nothing goes out.
    ///
    /// @param error what broke it, `null` after an orderly end
    void transportEnded(@Nullable Throwable error);

    /// Ends the connection from the server's side.
    void end(Ending ending);

    /// Whether the connection is over for the application (it has ended or is about to).
    boolean ended();

    /// Called about twice a second.
    ///
    /// @param nowNanos of `System.nanoTime`
    void tick(long nowNanos);

    /// Whether a lost transport may be replaced by another one (stateful reconnect).
    default boolean resumable() {
        return false;
    }

    /// A transport broke, but may be replaced: output is kept. Nothing happens when another one has
    /// taken its place already.
    default void detach(ConnectionTransport gone) {}
}
