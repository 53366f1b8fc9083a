package im.conduit.signalr.server;

import im.conduit.signalr.protocol.TransferFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/// A transport that keeps what is sent: the seam that a stateless adapter stands on.
final class CollectingTransport implements ConnectionTransport {

    private final StringBuilder sent = new StringBuilder();
    private final Set<TransferFormat> formats = EnumSet.noneOf(TransferFormat.class);
    private final ConnectionSink sink;
    private final FlushGroup group = _ -> flushed();
    private boolean unflushed;
    private boolean completed;
    private boolean failed;
    private boolean broken;
    private boolean aborted;
    private boolean resumed;
    private boolean reading = true;
    private int queued;
    private int waiting;
    private int mostWaiting;
    private volatile Runnable whenFlushed = () -> {};

    CollectingTransport(ServedEndpoint endpoint, String id, HubPrincipal principal) {
        this(endpoint, id, principal, false);
    }

    private CollectingTransport(
            ServedEndpoint endpoint, String id, HubPrincipal principal, boolean stateful) {
        HubRequest request =
                new HubRequest("GET", endpoint.path() + "?q=1", List.of(), "test", false);
        this.sink = endpoint.connect(id, principal, request, stateful);
        sink.attach(this, request);
    }

    /// A connection that has shaken hands in JSON.
    static CollectingTransport open(ServedEndpoint endpoint, String id, HubPrincipal principal) {
        CollectingTransport made = new CollectingTransport(endpoint, id, principal);
        made.receive("{\"protocol\":\"json\",\"version\":1}");
        made.expect("{}");
        return made;
    }

    /// A connection with stateful reconnect that has shaken hands in JSON.
    static CollectingTransport openStateful(ServedEndpoint endpoint, String id) {
        CollectingTransport made =
                new CollectingTransport(endpoint, id, HubPrincipal.anonymous(), true);
        made.receive("{\"protocol\":\"json\",\"version\":2}");
        made.expect("{}");
        return made;
    }

    /// From now on its pipe is full and who has to wait for room waits.
    synchronized void stopReading() {
        reading = false;
    }

    synchronized void readOn() {
        reading = true;
        notifyAll();
    }

    /// How many wait for room.
    synchronized int waiting() {
        return waiting;
    }

    /// How many ever waited for room at the same time.
    synchronized int mostWaiting() {
        return mostWaiting;
    }

    void receive(String record) {
        sink.receive(ByteBuffer.wrap((record + "\u001e").getBytes(StandardCharsets.UTF_8)));
    }

    ConnectionSink sink() {
        return sink;
    }

    /// The records sent so far.
    synchronized List<String> records() {
        List<String> all = new ArrayList<>(List.of(sent.toString().split("\u001e", -1)));
        all.removeLast();
        return all;
    }

    /// The formats of what was sent so far.
    synchronized Set<TransferFormat> formats() {
        return Set.copyOf(formats);
    }

    /// Waits until a record was sent.
    void expect(String record) {
        org.awaitility.Awaitility.await().until(() -> records().contains(record));
    }

    synchronized boolean completed() {
        return completed;
    }

    /// Whether the application was said to have failed.
    synchronized boolean failed() {
        return failed;
    }

    /// From now on it cannot be ended.
    synchronized void breakDown() {
        broken = true;
    }

    synchronized boolean aborted() {
        return aborted;
    }

    @Override
    public TransportType type() {
        return TransportType.WEB_SOCKETS;
    }

    @Override
    public synchronized boolean offer(OutgoingMessage message) {
        sent.append(new String(message.bytes(), StandardCharsets.UTF_8));
        formats.add(message.format());
        unflushed = true;
        return true;
    }

    private void flushed() {
        synchronized (this) {
            unflushed = false;
        }
        whenFlushed.run();
    }

    /// Runs whenever what was sent reaches the client.
    void whenFlushed(Runnable action) {
        whenFlushed = action;
    }

    /// Whether something was offered that nobody has flushed.
    synchronized boolean unflushed() {
        return unflushed;
    }

    @Override
    public FlushGroup flushGroup() {
        return group;
    }

    /// From now on so many bytes wait for the client.
    synchronized void queue(int bytes) {
        queued = bytes;
    }

    @Override
    public synchronized int queuedBytes() {
        return queued;
    }

    @Override
    public synchronized void awaitRoom() {
        waiting++;
        mostWaiting = Math.max(waiting, mostWaiting);
        while (!reading) {
            try {
                wait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        waiting--;
    }

    @Override
    public synchronized void resumeReading() {
        resumed = true;
    }

    synchronized boolean resumed() {
        return resumed;
    }

    @Override
    public synchronized void complete(boolean applicationFailed) {
        if (broken) {
            throw new RejectedExecutionException("no loop");
        }
        completed = true;
        failed = applicationFailed;
    }

    @Override
    public synchronized void abort() {
        aborted = true;
    }
}
