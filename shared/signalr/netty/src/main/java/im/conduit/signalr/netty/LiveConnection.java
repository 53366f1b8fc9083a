package im.conduit.signalr.netty;

import im.conduit.signalr.server.ConnectionSink;
import im.conduit.signalr.server.Ending;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import im.conduit.signalr.server.ServedEndpoint;
import im.conduit.signalr.server.TransportType;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection that this node knows: negotiated ones that were posted to, and all that a transport
/// has connected. Safe for use by many threads.
final class LiveConnection {

    private final String token;
    private final ConnectionTokens.Claims claims;
    private final ServedEndpoint endpoint;
    private final long created = System.nanoTime();
    private final EarlyInput input;
    private final PostLine posts = new PostLine();
    private @Nullable TransportType kind;
    private @Nullable QueuedTransport transport;
    private volatile @Nullable ConnectionSink sink;
    private @Nullable String user;
    private boolean reserved;
    private boolean over;
    private volatile boolean lost; // the transport, for now

    LiveConnection(
            String token, ConnectionTokens.Claims claims, ServedEndpoint endpoint, EarlyRoom room) {
        this.token = token;
        this.claims = claims;
        this.endpoint = endpoint;
        this.input = new EarlyInput(endpoint.options().bounds().pipeBytes(), room);
    }

    String token() {
        return token;
    }

    ServedEndpoint endpoint() {
        return endpoint;
    }

    synchronized @Nullable TransportType kind() {
        return kind;
    }

    synchronized @Nullable QueuedTransport transport() {
        return transport;
    }

    /// Takes the transport's place if it is free for that kind.
    ///
    /// @return false when another kind has taken it
    synchronized boolean take(TransportType wanted) {
        if (kind == null) {
            kind = wanted;
        }
        return kind == wanted;
    }

    /// Reserves the connection for the one transport it may have at a time.
    ///
    /// @return false when there is one that cannot be replaced
    synchronized boolean reserve() {
        boolean free = !reserved || resumable();
        reserved = true;
        return free;
    }

    /// Whether a request of this principal may use the connection.
    synchronized boolean belongsTo(HubPrincipal principal) {
        return sink == null
                ? claims.belongsTo(principal)
                : Objects.equals(user, principal.userId());
    }

    /// Connects the application with a transport; what was posted before goes in first.
    ///
    /// @return false when the connection has ended, and the transport is not connected
    boolean attach(QueuedTransport attached, HubPrincipal principal, HubRequest request) {
        ConnectionSink connected;
        QueuedTransport older;
        synchronized (this) {
            connected = sink;
            if (over || connected != null && connected.ended()) {
                return false;
            }
            older = transport;
            transport = attached;
            lost = false;
            if (connected == null) {
                connected = endpoint.connect(claims.id(), principal, request, claims.stateful());
                user = principal.userId();
                sink = connected;
            }
        }
        connected.renew(principal);
        connected.attach(attached, request);
        if (older != null) {
            older.replaced();
        }
        input.open(connected);
        tellWaiting();
        return true;
    }

    /// A later request of its user was let in.
    void renew(HubPrincipal later) {
        ConnectionSink connected = sink;
        if (connected != null) {
            connected.renew(later);
        }
    }

    /// Whether another WebSocket may take the present one's place. No other kind is ever resumed.
    synchronized boolean resumable() {
        ConnectionSink connected = sink;
        return claims.stateful()
                && kind == TransportType.WEB_SOCKETS
                && connected != null
                && connected.resumable();
    }

    /// Whether there is room for so much input on this node; where a transport has connected there
    /// always is.
    boolean makeRoom(int bytes) {
        return input.makeRoom(bytes);
    }

    /// Takes input, for which there is room.
    ///
    /// @return whether more is welcome
    boolean receive(ByteBuffer bytes) {
        return input.receive(bytes);
    }

    /// Takes input of a transport; drops it when that is not the present one.
    ///
    /// @return whether more is welcome
    synchronized boolean receive(QueuedTransport from, ByteBuffer bytes) {
        return transport != from || input.receive(bytes);
    }

    boolean ready() {
        return input.ready();
    }

    PostLine posts() {
        return posts;
    }

    /// Input is welcome again, or the connection has ended.
    void tellWaiting() {
        posts.tellFirst();
    }

    /// Whether the application has done with it.
    boolean ended() {
        ConnectionSink connected = sink;
        return isOver() || connected != null && connected.ended();
    }

    synchronized boolean isOver() {
        return over;
    }

    /// Whether it is over, or nothing but the client's last empty poll is missing.
    boolean hasTakenLeave() {
        return isOver() || transport() instanceof PollTransport polls && polls.isEnded();
    }

    /// Nothing travels any more.
    void markOver() {
        synchronized (this) {
            over = true;
        }
        input.close();
        tellWaiting();
    }

    /// Nothing travels any more, unless another transport has taken this one's place.
    void cutOff(QueuedTransport gone) {
        if (transport() == gone) {
            markOver();
        }
    }

    /// The transport has ended.
    ///
    /// @param goodbye whether the client took leave (no stateful reconnect)
    void transportEnded(QueuedTransport gone, @Nullable Throwable error, boolean goodbye) {
        ConnectionSink connected;
        boolean mayComeBack;
        synchronized (this) {
            if (transport != gone) {
                return; // another one has taken its place
            }
            connected = sink;
            mayComeBack = !goodbye && connected != null && connected.resumable();
            lost |= mayComeBack;
        }
        if (connected != null && mayComeBack) {
            connected.detach(gone);
            return;
        }
        if (connected != null) {
            connected.transportEnded(error);
        }
        markOver();
    }

    /// The client takes nothing any more. One that may come back over another transport is let go.
    void stuck(String why) {
        if (!resumable()) {
            end(Ending.slowConsumer(why));
        }
    }

    void end(Ending ending) {
        ConnectionSink connected = sink;
        if (connected == null) {
            connected = overUnlessConnected();
        }
        if (connected != null) {
            connected.end(ending);
        }
    }

    /// It is over unless a transport has connected the application.
    ///
    /// @return the application's end, if connected
    @Nullable ConnectionSink overUnlessConnected() {
        ConnectionSink connected;
        synchronized (this) {
            connected = sink;
            over |= connected == null;
        }
        if (connected == null) {
            input.close();
        }
        tellWaiting();
        return connected;
    }

    /// Called by the sweep.
    void tick(long nowNanos) {
        ConnectionSink connected = sink;
        if (connected != null) {
            connected.tick(nowNanos);
            if (lost && connected.ended()) {
                markOver();
            }
        } else if (nowNanos - created > endpoint.options().timing().disconnect().toNanos()) {
            overUnlessConnected();
        }
        switch (transport()) {
            case WebSocketTransport socket -> socket.tick(nowNanos);
            case EventStreamTransport events -> events.tick(nowNanos);
            case PollTransport polls -> polls.tick(nowNanos);
            case null, default -> {}
        }
    }
}
