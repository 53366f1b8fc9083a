package im.conduit.signalr.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The way out of a connection that exists for one frame: everything sent is collected.
final class CollectedOutput implements ConnectionTransport, ConnectionTransport.FlushGroup {

    private final ByteArrayOutputStream records = new ByteArrayOutputStream();

    synchronized String text() {
        return records.toString(StandardCharsets.UTF_8);
    }

    @Override
    public TransportType type() {
        return TransportType.WEB_SOCKETS;
    }

    @Override
    public boolean lasting() {
        return false;
    }

    @Override
    public synchronized boolean offer(OutgoingMessage message) {
        records.writeBytes(message.bytes());
        return false;
    }

    @Override
    public FlushGroup flushGroup() {
        return this;
    }

    @Override
    public void flush(List<ConnectionTransport> transports) {}

    @Override
    public int queuedBytes() {
        return 0;
    }

    @Override
    public void awaitRoom() {}

    @Override
    public void resumeReading() {}

    @Override
    public void complete(boolean failed) {}

    @Override
    public void abort() {}
}
