package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One client's connection to a hub: bytes in, messages out, whatever the transport. Safe for use
/// by many threads; input is worked on by a serial lane, output keeps the order in which it was
/// sent.
public final class HubConnection implements ConnectionSink, InputLane.Work {

    private enum State {
        HANDSHAKE,
        OPEN,
        CLOSED
    }

    private final Place place;
    private final EndpointRuntime endpoint;
    private final InputLane lane;
    private final ConnectionClock clock;
    private final CallDispatcher calls;
    private final CallerView caller;
    private @Nullable Set<String> groups;
    private boolean groupsClosed;
    private volatile State state = State.HANDSHAKE;
    private volatile boolean closing;
    private volatile @Nullable HubProtocol protocol;
    private volatile @Nullable ConnectionTransport transport;
    private volatile HubRequest request;
    private boolean letIn;

    HubConnection(Place place, EndpointRuntime endpoint, HubRequest request) {
        this.place = place;
        this.endpoint = endpoint;
        this.request = request;
        this.lane =
                new InputLane(
                        endpoint.hub().executor(), this, endpoint.options().bounds().pipeBytes());
        this.clock = new ConnectionClock(endpoint.options().timing(), place.principal().expires());
        this.calls = new CallDispatcher(this, endpoint, lane);
        this.caller = new CallerView(this);
    }

    @Override
    public String connectionId() {
        return place.connectionId();
    }

    /// Who is connected.
    public HubPrincipal principal() {
        return place.principal();
    }

    HubRequest request() {
        return request;
    }

    EndpointRuntime endpoint() {
        return endpoint;
    }

    ConnectionClock clock() {
        return clock;
    }

    HubRuntime hub() {
        return endpoint.hub();
    }

    CallerView caller() {
        return caller;
    }

    TransportType transportType() {
        ConnectionTransport current = transport;
        return current == null ? TransportType.WEB_SOCKETS : current.type();
    }

    // ---- transport's side

    @Override
    public void attach(ConnectionTransport attached, HubRequest opened) {
        transport = attached;
        request = opened;
        if (place.limited()) {
            lane.retry(); // claims the place
        }
    }

    @Override
    public boolean receive(ByteBuffer bytes) {
        clock.heard();
        return lane.receive(bytes);
    }

    @Override
    public boolean ready() {
        return lane.ready();
    }

    @Override
    public void transportEnded(@Nullable Throwable error) {
        lane.end(Ending.transportEnded(error), error == null);
    }

    @Override
    public void end(Ending ending) {
        closing = true;
        if (ending.abrupt()) {
            ConnectionTransport current = transport;
            if (current != null) {
                current.abort(); // nobody would read a farewell
            }
        }
        lane.end(ending, false);
    }

    @Override
    public boolean ended() {
        return closing || state == State.CLOSED || lane.ending();
    }

    @Override
    public void tick(long nowNanos) {
        if (state == State.HANDSHAKE) {
            if (clock.handshakeOverdue(nowNanos)) {
                lane.end(Ending.handshakeCanceled(), false);
            }
            return;
        }
        if (state == State.CLOSED || closing) {
            return;
        }
        if (lane.busy() || calls.crowded()) {
            clock.heard();
        } else if (clock.clientOverdue(nowNanos)) {
            end(Ending.clientTimeout());
            return;
        }
        if (endpoint.options().closeOnAuthenticationExpiration() && clock.expired()) {
            end(Ending.authenticationExpired());
            return;
        }
        ConnectionTransport current = transport;
        HubProtocol spoken = protocol;
        if (current != null
                && spoken != null
                && current.type() != TransportType.LONG_POLLING
                && clock.pingDue(nowNanos)
                && current.queuedBytes() == 0) {
            deliver(current, endpoint.ping(spoken));
        }
    }

    // ---- outgoing

    /// Sends to this connection alone; on a virtual thread it waits while the pipe is full. Dropped
    /// when the connection is about to end.
    public void send(HubMessage message) {
        HubProtocol spoken = protocol;
        ConnectionTransport current = transport;
        if (closing || state != State.OPEN || spoken == null || current == null) {
            return;
        }
        deliver(current, OutgoingMessage.of(spoken.write(message), spoken.transferFormat()));
        if (Thread.currentThread().isVirtual()) {
            current.awaitRoom();
        } else {
            giveUpWhenSlow(current);
        }
    }

    /// Offers a broadcast.
    ///
    /// @return the transport that has to be flushed, if any
    @Nullable ConnectionTransport offer(OutgoingMessage.Broadcast broadcast) {
        HubProtocol spoken = protocol;
        ConnectionTransport current = transport;
        if (closing || state != State.OPEN || spoken == null || current == null) {
            return null;
        }
        boolean flush = current.offer(broadcast.encoded(spoken));
        giveUpWhenSlow(current);
        return flush ? current : null;
    }

    /// Sends a bundle in one frame; never waits.
    void send(MessageBundle bundle) {
        HubProtocol spoken = protocol;
        ConnectionTransport current = transport;
        if (closing || state != State.OPEN || spoken == null || current == null) {
            return;
        }
        deliver(current, OutgoingMessage.of(bundle.encoded(spoken), spoken.transferFormat()));
        giveUpWhenSlow(current);
    }

    private void giveUpWhenSlow(ConnectionTransport current) {
        int most = endpoint.options().bounds().sendQueueBytes();
        if (current.queuedBytes() > most) {
            end(Ending.slowConsumer("More than " + most + " bytes wait for the client."));
        }
    }

    private static void deliver(ConnectionTransport current, OutgoingMessage message) {
        if (current.offer(message)) {
            current.flushGroup().flush(List.of(current));
        }
    }

    // ---- the lane

    @Override
    public boolean read(ByteBuffer input) {
        if (state == State.HANDSHAKE && !shakeHands(input)) {
            return true;
        }
        HubProtocol spoken = protocol;
        if (spoken == null) {
            return true;
        }
        return calls.read(input, spoken);
    }

    @Override
    public @Nullable Runnable takeTail() {
        return calls.takeTail();
    }

    @Override
    public void resumeReading() {
        ConnectionTransport current = transport;
        if (current != null) {
            current.resumeReading();
        }
    }

    /// Whether the connection is open afterwards.
    private boolean shakeHands(ByteBuffer input) {
        HandshakeStep step = new HandshakeStep(endpoint, transportType(), place.claim(request));
        switch (step.read(input)) {
            case HandshakeStep.Wait() -> {
                return false;
            }
            case HandshakeStep.Refuse(OutgoingMessage answer) -> {
                refuse(answer);
                return false;
            }
            case HandshakeStep.Accept(HubProtocol chosen, int _, OutgoingMessage answer) -> {
                return open(chosen, answer);
            }
        }
    }

    private void refuse(OutgoingMessage answer) {
        closing = true;
        ConnectionTransport current = transport;
        if (current != null) {
            deliver(current, answer);
        }
        lane.end(Ending.handshakeFailed(), false);
    }

    private boolean open(HubProtocol chosen, OutgoingMessage answer) {
        protocol = chosen;
        ConnectionTransport current = transport;
        if (current != null) {
            deliver(current, answer);
        }
        clock.start();
        state = State.OPEN;
        hub().lifetime().connected(this);
        try {
            hub().lifecycle().connected(caller);
            letIn = true;
            endpoint.listener().opened(hub().type(), transportType(), caller);
            return !closing;
        } catch (Throwable refused) {
            end(Ending.refusedByHub(refused));
            return false;
        }
    }

    @Override
    public void finish(Ending ending, boolean leftover) {
        Ending actual =
                leftover && ending.reason().equals("closed") && state == State.OPEN
                        ? Ending.protocolError(
                                ConnectionFault.invalidData(
                                        "Connection terminated while reading a message."))
                        : ending;
        boolean wasOpen = state == State.OPEN;
        closing = true;
        state = State.CLOSED;
        if (wasOpen) {
            hub().lifetime().disconnected(this);
        }
        leave(actual, wasOpen);
        calls.cancelAll();
        caller.aborted().cancel();
        if (letIn) {
            hub().lifecycle().disconnected(caller, actual.error());
            endpoint.listener().closed(hub().type(), transportType(), caller, actual.reason());
        }
        place.release();
    }

    private void leave(Ending ending, boolean wasOpen) {
        ConnectionTransport current = transport;
        if (current == null) {
            return;
        }
        if (ending.reason().equals(Ending.HANDSHAKE_CANCELED)) {
            deliver(current, HandshakeStep.canceled());
        }
        Ending.Farewell farewell = ending.close();
        HubProtocol spoken = protocol;
        if (wasOpen && farewell != null && spoken != null) {
            deliver(
                    current,
                    OutgoingMessage.of(
                            spoken.write(closeMessage(ending, farewell)), spoken.transferFormat()));
        }
        if (ending.abrupt()) {
            current.abort();
        } else {
            current.complete(false);
        }
    }

    private HubMessage.Close closeMessage(Ending ending, Ending.Farewell farewell) {
        Throwable error = ending.error();
        return new HubMessage.Close(
                farewell.tellsError() && error != null
                        ? ErrorText.of(
                                "Connection closed with an error.",
                                error,
                                endpoint.options().detailedErrors())
                        : null,
                farewell.allowReconnect());
    }

    // ---- groups, as the lifetime manager keeps them

    /// Notes a membership.
    ///
    /// @return whether it is new
    public synchronized boolean joinGroup(String group) {
        if (groupsClosed) {
            return false;
        }
        Set<String> known = groups;
        if (known == null) {
            known = new HashSet<>(4);
            groups = known;
        }
        return known.add(group);
    }

    /// Forgets a membership.
    ///
    /// @return whether there was one
    public synchronized boolean leaveGroup(String group) {
        return groups != null && groups.remove(group);
    }

    /// Forgets all memberships; no more can be added.
    public synchronized Collection<String> leaveAllGroups() {
        groupsClosed = true;
        Collection<String> left = groups == null ? List.of() : List.copyOf(groups);
        groups = null;
        return left;
    }

    /// Whether `leaveAllGroups` was called.
    public synchronized boolean groupsClosed() {
        return groupsClosed;
    }
}
