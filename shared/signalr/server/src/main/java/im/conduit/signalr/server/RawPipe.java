package im.conduit.signalr.server;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection of a [ConnectionHandler].
final class RawPipe implements ConnectionSink, RawConnection {

    private static final Logger LOG = LoggerFactory.getLogger(RawPipe.class);

    private final Place place;
    private final ConnectionHandler handler;
    private final HubOptions options;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final GrowingBytes input = new GrowingBytes();
    private boolean paused;
    private volatile boolean over;
    private volatile boolean finished;
    private volatile @Nullable ConnectionTransport transport;
    private volatile HubRequest request;

    RawPipe(
            Place place,
            HubRequest request,
            ConnectionHandler handler,
            HubOptions options,
            Executor executor) {
        this.place = place;
        this.request = request;
        this.handler = handler;
        this.options = options;
        this.executor = executor;
    }

    @Override
    public void attach(ConnectionTransport attached, HubRequest opened) {
        transport = attached;
        request = opened;
        executor.execute(this::serve);
    }

    private void serve() {
        boolean failed = false;
        try {
            if (place.claim(request) == null) {
                handler.handle(this);
            }
        } catch (ConnectionOverException _) {
            LOG.debug("A connection of {} ended before it had said all", name());
        } catch (Throwable thrown) {
            failed = true;
            LOG.warn("A connection of {} failed", name(), thrown);
        } finally {
            finished = true;
            ConnectionTransport current = transport;
            if (current != null) {
                current.complete(failed);
            }
            place.release();
        }
    }

    private String name() {
        return handler.getClass().getSimpleName();
    }

    @Override
    public String connectionId() {
        return place.connectionId();
    }

    @Override
    public HubRequest request() {
        return request;
    }

    @Override
    public HubPrincipal principal() {
        return place.principal();
    }

    @Override
    public boolean receive(ByteBuffer bytes) {
        lock.lock();
        try {
            input.append(bytes);
            paused = input.length() >= options.bounds().pipeBytes();
            changed.signal();
            return !paused;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean ready() {
        lock.lock();
        try {
            return !paused;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public byte @Nullable [] read() throws InterruptedException {
        byte[] taken;
        boolean resume;
        lock.lock();
        try {
            while (input.length() == 0 && !over) {
                changed.await();
            }
            taken = exactly(input.take());
            resume = paused;
            paused = false;
        } finally {
            lock.unlock();
        }
        ConnectionTransport current = transport;
        if (resume && current != null) {
            current.resumeReading();
        }
        return taken.length == 0 ? null : taken;
    }

    private static byte[] exactly(ByteBuffer taken) {
        byte[] all = taken.array();
        return all.length == taken.limit() ? all : Arrays.copyOf(all, taken.limit());
    }

    @Override
    public void write(byte[] bytes) {
        ConnectionTransport current = transport;
        if (over || finished || current == null) {
            throw new ConnectionOverException();
        }
        if (current.offer(OutgoingMessage.of(bytes, handler.transferFormat()))) {
            current.flushGroup().flush(List.of(current));
        }
        current.awaitRoom();
    }

    @Override
    public void transportEnded(@Nullable Throwable error) {
        lock.lock();
        try {
            over = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(Ending ending) {
        transportEnded(null);
    }

    @Override
    public boolean ended() {
        return finished;
    }

    @Override
    public void renew(HubPrincipal later) {
        place.renew(later);
    }

    @Override
    public void tick(long nowNanos) {
        if (!over && options.closeOnAuthenticationExpiration() && place.expired()) {
            end(Ending.authenticationExpired());
        }
    }
}
