package im.conduit.signalr.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.atomic.AtomicLong;

/// The room of a node for connections that were posted to and that no transport has connected. To
/// make one costs a client nothing but a token. Safe for use by many threads.
final class EarlyRoom {

    /// All that such connections may hold. The official clients connect before they post, so that
    /// only strangers ever fill it, and the node must not notice.
    static final int MOST = 16 * 1024 * 1024;

    /// What a connection costs without its input: it, its token while it is known, and its places
    /// in tables.
    static final int CONNECTION = 1024;

    private static final String REFUSAL = "Too much waits for connections";
    private static final int SECONDS = 5; // connections that nobody connects expire meanwhile

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /// @param most bytes
    EarlyRoom(long most) {
        this.most = most;
    }

    /// Takes room.
    ///
    /// @return false when there is not so much, and none is taken
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) > most) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }

    /// Answers who came when there was none.
    static void refuse(HubExchange exchange) {
        FullHttpResponse response =
                exchange.response(
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        "text/plain",
                        REFUSAL.getBytes(US_ASCII));
        response.headers().setInt(HttpHeaderNames.RETRY_AFTER, SECONDS);
        exchange.send(response);
    }
}
