package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
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
    private final Executor worker;
    private final InputLane lane;
    private final ConnectionClock clock;
    private final CallDispatcher calls;
    private final CallerView caller;
    private final Memberships memberships = new Memberships();
    private volatile State state = State.HANDSHAKE;
    private volatile boolean closing;
    private final boolean statefulGranted;
    private final Outbox outbox;
    private volatile long detachedAt;
    private volatile HubRequest request;
    private boolean letIn;

    /// @param worker takes the input and ends the connection: on threads of its own, or at once
    HubConnection(
            Place place,
            EndpointRuntime endpoint,
            HubRequest request,
            boolean statefulGranted,
            Executor worker) {
        this.place = place;
        this.endpoint = endpoint;
        this.worker = worker;
        this.request = request;
        this.statefulGranted = statefulGranted;
        this.lane = new InputLane(worker, this, endpoint.options().bounds().pipeBytes());
        this.outbox =
                new Outbox(
                        endpoint.options(),
                        bytes -> endpoint.listener().sent(endpoint.hub().type(), caller(), bytes),
                        why -> end(Ending.slowConsumer(why)),
                        lane::blocked);
        this.clock = new ConnectionClock(endpoint.options(), place);
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

    /// The groups it is in, for lifetime managers to keep.
    public Memberships memberships() {
        return memberships;
    }

    /// How many questions it may leave unanswered.
    public int maximumClientResults() {
        return endpoint.options().bounds().maximumClientResults();
    }

    /// How long its client may take nothing while data waits for it, such as the answer to the
    /// handshake while a lifetime manager's `connected` runs.
    public Duration sendTimeout() {
        return endpoint.options().timing().send();
    }

    /// The protocol it speaks, `null` before the handshake.
    public @Nullable HubProtocol protocol() {
        return outbox.spoken();
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

    /// Whether the client's answer to a question can come in while its asker waits.
    boolean answers() {
        ConnectionTransport current = outbox.transport();
        return current == null || current.lasting();
    }

    // ---- transport's side

    @Override
    public synchronized void attach(ConnectionTransport attached, HubRequest opened) {
        request = opened;
        if (detachedAt != 0 || outbox.transport() != null) {
            lane.forgetInput(); // the client sends again what was not acknowledged
            detachedAt = 0;
            clock.heard();
        }
        outbox.attach(attached);
        if (place.limited()) {
            lane.retry(); // claims the place
        }
    }

    @Override
    public void renew(HubPrincipal later) {
        place.renew(later);
    }

    @Override
    public boolean resumable() {
        boolean may = state == State.HANDSHAKE ? maySurvive() : outbox.memory() != null;
        return may && !ended();
    }

    /// Whether it may outlive its transport: stateful reconnect is for WebSockets alone.
    private boolean maySurvive() {
        return statefulGranted && transportType() == TransportType.WEB_SOCKETS;
    }

    @Override
    public synchronized void detach(ConnectionTransport gone) {
        if (outbox.detach(gone)) {
            detachedAt = System.nanoTime();
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
        caller.ended(worker);
    }

    @Override
    public void end(Ending ending) {
        closing = true;
        outbox.close();
        lane.end(ending, false);
        caller.ended(worker); // the lane may be waiting for just that
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
        if (ended()) {
            return;
        }
        boolean busy = lane.busy();
        if (busy || calls.crowded()) {
            clock.heard(); // the client cannot be blamed for silence
        }
        Ending overdue = clock.overdue(nowNanos, state == State.HANDSHAKE, detachedAt);
        HubProtocol spoken = outbox.spoken();
        if (overdue != null) {
            end(overdue);
        } else if (state == State.OPEN && spoken != null) {
            clock.keepAlive(nowNanos, outbox, spoken, endpoint.ping(spoken));
            outbox.giveUpWhenSilent(nowNanos, !busy);
        }
    }

    // ---- outgoing

    /// Sends to this connection alone; on a virtual thread it waits while the pipe is full. Dropped
    /// when the connection is about to end.
    public void send(HubMessage message) {
        send(message, () -> {});
    }

    /// Sends, and runs `ready` when the message has to wait no more.
    void send(HubMessage message, Runnable ready) {
        if (!closing) {
            outbox.send(message, ready);
        }
    }

    /// Offers a broadcast.
    ///
    /// @return the transport that has to be flushed, if any
    @Nullable ConnectionTransport offer(OutgoingMessage.Broadcast broadcast) {
        return closing ? null : outbox.offer(broadcast);
    }

    /// Sends a bundle in one frame; never waits.
    void send(MessageBundle bundle) {
        if (!closing) {
            outbox.send(bundle);
        }
    }

    /// Takes up a connection whose handshake was done before.
    void restore(HubProtocol spoken) {
        outbox.speak(spoken, false);
        state = State.OPEN;
    }

    /// Runs one call on the current thread.
    void run(HubMethodDescriptor method, HubCall call) {
        calls.runNow(method, call);
    }

    @Override
    public boolean read(ByteBuffer input) {
        try {
            if (state == State.HANDSHAKE && !shakeHands(input)) {
                return true;
            }
            HubProtocol spoken = outbox.spoken();
            return spoken == null || calls.read(input, spoken, outbox);
        } catch (Throwable bug) {
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
    public void stalled() {
        outbox.wakeSenders();
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
        switch (HandshakeStep.of(endpoint, transportType(), place, request).read(input)) {
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
        outbox.welcome(answer, chosen, version >= 2 && maySurvive(), this::opened);
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

    private void opened() {
        clock.start();
        state = State.OPEN;
        hub().lifetime().connected(this);
    }

    @Override
    public void finish(Ending ending, boolean leftover) {
        try {
            leave(leftover && state == State.OPEN ? ending.amidstMessage() : ending);
        } finally {
            place.release();
        }
    }

    private void leave(Ending ending) {
        boolean wasOpen = state == State.OPEN;
        closing = true;
        state = State.CLOSED;
        if (wasOpen) {
            hub().signOff(this);
        }
        new Farewell(ending, outbox, endpoint.options()).say(wasOpen ? outbox.spoken() : null);
        outbox.close();
        calls.cancelAll();
        caller.ended(Runnable::run);
        if (letIn) {
            hub().lifecycle().disconnected(caller, ending.error());
            endpoint.listener().closed(hub().type(), transportType(), caller, ending.reason());
        }
    }
}
