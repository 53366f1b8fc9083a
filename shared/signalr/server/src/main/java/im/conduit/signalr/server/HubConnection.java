package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's connection to a hub: bytes in, messages out, whatever the transport. Safe for use
/// by many threads; input is worked on by a serial lane, output keeps the order in which it was
/// sent.
public final class HubConnection implements ConnectionSink, InputLane.Work {

    private enum State {
        HANDSHAKE,
        OPEN,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(HubConnection.class);

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
    private final boolean statefulGranted;
    private final Outbox outbox;
    private volatile long detachedAt;
    private volatile HubRequest request;
    private boolean letIn;

    HubConnection(
            Place place, EndpointRuntime endpoint, HubRequest request, boolean statefulGranted) {
        this.place = place;
        this.endpoint = endpoint;
        this.request = request;
        this.statefulGranted = statefulGranted;
        this.outbox = new Outbox(endpoint.options().bounds());
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
        ConnectionTransport current = outbox.transport();
        return current == null ? TransportType.WEB_SOCKETS : current.type();
    }

    // ---- transport's side

    @Override
    public void attach(ConnectionTransport attached, HubRequest opened) {
        request = opened;
        if (detachedAt != 0 || outbox.transport() != null) {
            lane.forgetInput(); // the client sends again what was not acknowledged
            detachedAt = 0;
            clock.heard();
        }
        outbox.attach(attached, protocol);
        if (place.limited()) {
            lane.retry(); // claims the place
        }
    }

    @Override
    public boolean resumable() {
        boolean may = state == State.HANDSHAKE ? statefulGranted : outbox.memory() != null;
        return may && !ended();
    }

    @Override
    public void detach() {
        detachedAt = System.nanoTime();
        outbox.detach();
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
        outbox.close();
        lane.end(ending, false);
        ConnectionTransport current = outbox.transport();
        if (ending.abrupt() && current != null) {
            current.abort(); // nobody would read a farewell
        }
    }

    @Override
    public boolean ended() {
        return closing || state == State.CLOSED || lane.ending();
    }

    @Override
    public void tick(long nowNanos) {
        Ending overdue = overdue(nowNanos);
        if (overdue != null) {
            end(overdue);
        } else if (state == State.OPEN && !closing) {
            keepAlive(nowNanos);
        }
    }

    private @Nullable Ending overdue(long nowNanos) {
        long lost = detachedAt;
        if (ended()) {
            return null;
        }
        if (lost != 0) {
            long kept = endpoint.options().timing().disconnect().toNanos();
            return nowNanos - lost > kept ? Ending.transportEnded(null) : null;
        }
        if (state == State.HANDSHAKE) {
            return clock.handshakeOverdue(nowNanos) ? Ending.handshakeCanceled() : null;
        }
        if (lane.busy() || calls.crowded()) {
            clock.heard();
        } else if (clock.clientOverdue(nowNanos)) {
            return Ending.clientTimeout();
        }
        return endpoint.options().closeOnAuthenticationExpiration() && clock.expired()
                ? Ending.authenticationExpired()
                : null;
    }

    private void keepAlive(long nowNanos) {
        ConnectionTransport current = outbox.transport();
        HubProtocol spoken = protocol;
        if (current == null || spoken == null) {
            return;
        }
        if (clock.acknowledgementDue(nowNanos)) {
            outbox.acknowledge(spoken);
        }
        if (current.type() != TransportType.LONG_POLLING
                && clock.pingDue(nowNanos)
                && current.queuedBytes() == 0) {
            outbox.send(endpoint.ping(spoken), false);
        }
    }

    // ---- outgoing

    /// Sends to this connection alone; on a virtual thread it waits while the pipe is full. Dropped
    /// when the connection is about to end.
    public void send(HubMessage message) {
        HubProtocol spoken = protocol;
        if (closing || state != State.OPEN || spoken == null) {
            return;
        }
        outbox.send(
                tell(OutgoingMessage.of(spoken.write(message), spoken.transferFormat())),
                message instanceof HubMessage.Counted);
        if (Thread.currentThread().isVirtual()) {
            outbox.awaitRoom();
        } else {
            giveUpWhenSlow();
        }
    }

    /// Offers a broadcast.
    ///
    /// @return the transport that has to be flushed, if any
    @Nullable ConnectionTransport offer(OutgoingMessage.Broadcast broadcast) {
        HubProtocol spoken = protocol;
        if (closing || state != State.OPEN || spoken == null) {
            return null;
        }
        ConnectionTransport toFlush = outbox.offer(tell(broadcast.encoded(spoken)), true);
        giveUpWhenSlow();
        return toFlush;
    }

    /// Sends a bundle in one frame; never waits.
    void send(MessageBundle bundle) {
        HubProtocol spoken = protocol;
        if (closing || state != State.OPEN || spoken == null) {
            return;
        }
        if (outbox.memory() == null) {
            outbox.send(
                    tell(OutgoingMessage.of(bundle.encoded(spoken), spoken.transferFormat())),
                    true);
        } else { // each message counts
            for (HubMessage message : bundle.messages()) {
                outbox.send(
                        tell(OutgoingMessage.of(spoken.write(message), spoken.transferFormat())),
                        true);
            }
        }
        giveUpWhenSlow();
    }

    private OutgoingMessage tell(OutgoingMessage message) {
        endpoint.listener().sent(hub().type(), caller, message.bytes().length);
        return message;
    }

    private void giveUpWhenSlow() {
        if (outbox.overfull()) {
            int most = endpoint.options().bounds().sendQueueBytes();
            end(Ending.slowConsumer("More than " + most + " bytes wait for the client."));
        }
    }

    // ---- one frame at a time

    /// Takes up a connection whose handshake was done before.
    void restore(HubProtocol spoken) {
        protocol = spoken;
        state = State.OPEN;
    }

    /// Runs one call on the current thread.
    void run(HubMethodDescriptor method, HubCall call) {
        calls.runNow(method, call);
    }

    // ---- the lane

    @Override
    public boolean read(ByteBuffer input) {
        try {
            if (state == State.HANDSHAKE && !shakeHands(input)) {
                return true;
            }
            HubProtocol spoken = protocol;
            return spoken == null || calls.read(input, spoken, outbox);
        } catch (RuntimeException bug) {
            LOG.error("A connection to {} failed", hub().type().getSimpleName(), bug);
            end(Ending.protocolError(bug));
            return true;
        }
    }

    @Override
    public @Nullable Runnable takeTail() {
        return calls.takeTail();
    }

    @Override
    public void resumeReading() {
        ConnectionTransport current = outbox.transport();
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
            case HandshakeStep.Accept(HubProtocol chosen, int version, OutgoingMessage answer) -> {
                return open(chosen, version, answer);
            }
        }
    }

    private void refuse(OutgoingMessage answer) {
        closing = true;
        outbox.send(answer, false);
        lane.end(Ending.handshakeFailed(), false);
    }

    private boolean open(HubProtocol chosen, int version, OutgoingMessage answer) {
        protocol = chosen;
        outbox.send(answer, false);
        if (statefulGranted && version >= 2) {
            outbox.remember();
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
        try {
            if (wasOpen) {
                hub().lifetime().disconnected(this);
            }
        } catch (RuntimeException failed) {
            LOG.error("A connection could not be signed off", failed);
        }
        leave(actual, wasOpen);
        outbox.close();
        calls.cancelAll();
        caller.aborted().cancel();
        if (letIn) {
            hub().lifecycle().disconnected(caller, actual.error());
            endpoint.listener().closed(hub().type(), transportType(), caller, actual.reason());
        }
        place.release();
    }

    private void leave(Ending ending, boolean wasOpen) {
        ConnectionTransport current = outbox.transport();
        if (current == null) {
            return;
        }
        if (ending.reason().equals(Ending.HANDSHAKE_CANCELED)) {
            outbox.send(HandshakeStep.canceled(), false);
        }
        Ending.Farewell farewell = ending.close();
        HubProtocol spoken = protocol;
        if (wasOpen && farewell != null && spoken != null) {
            outbox.send(
                    OutgoingMessage.of(
                            spoken.write(closeMessage(ending, farewell)), spoken.transferFormat()),
                    false);
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
