package im.conduit.signalr.server;

import im.conduit.signalr.protocol.TransferFormat;
import java.util.Set;

/// How bytes travel between client and server.
public enum TransportType {
    /// Frames both ways.
    WEB_SOCKETS("WebSockets", Set.of(TransferFormat.TEXT, TransferFormat.BINARY)),
    /// An event stream out, posts in.
    SERVER_SENT_EVENTS("ServerSentEvents", Set.of(TransferFormat.TEXT)),
    /// Polls out, posts in.
    LONG_POLLING("LongPolling", Set.of(TransferFormat.TEXT, TransferFormat.BINARY));

    private final String wireName;
    private final Set<TransferFormat> formats;

    TransportType(String wireName, Set<TransferFormat> formats) {
        this.wireName = wireName;
        this.formats = formats;
    }

    /// The name in the negotiate answer.
    public String wireName() {
        return wireName;
    }

    /// Whether it carries such frames.
    public boolean carries(TransferFormat format) {
        return formats.contains(format);
    }
}
