package im.conduit.signalr.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a channel was given to write and the client has not taken. Looked at by the sweep, so that
/// writing costs no more for it.
final class UnsentOutput {

    private final Channel channel;
    private final @Nullable StreamSocketCodec stream; // streams have no buffer of their own

    // on the loop
    private @Nullable Position waiting;
    private long since;

    /// How far the client has come.
    ///
    /// @param front the first piece that it has not taken all of; pieces are used again
    /// @param progress what it has taken of that, or the pieces that it has taken
    /// @param behind done when all is taken that waited before
    private record Position(@Nullable Object front, long progress, @Nullable ChannelFuture behind) {

        boolean isPast(Position older) {
            return older.behind != null && older.behind.isDone()
                    || front != older.front
                    || progress != older.progress;
        }
    }

    UnsentOutput(Channel channel) {
        this.channel = channel;
        this.stream = channel.pipeline().get(StreamSocketCodec.class);
    }

    /// Whether there is none. On any thread.
    boolean isEmpty() {
        if (stream != null) {
            return stream.writing() == 0;
        }
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null || buffer.totalPendingWriteBytes() == 0;
    }

    /// Whether the client took nothing of it for so long, as far as it was looked at. On the loop.
    boolean waitsFor(long nanos) {
        Position older = waiting;
        if (isEmpty() || !channel.isActive()) {
            waiting = null;
            return false;
        }
        long now = System.nanoTime();
        Position present = position();
        if (older == null || present.isPast(older)) {
            waiting = marked(present);
            since = now;
            return false;
        }
        return now - since > nanos;
    }

    private Position position() {
        if (stream != null) {
            return new Position(null, stream.written(), null);
        }
        ChannelOutboundBuffer buffer = Objects.requireNonNull(channel.unsafe().outboundBuffer());
        return new Position(buffer.current(), buffer.currentProgress(), null);
    }

    /// With an empty piece behind all others, which tells a front that is used again from one that
    /// has not moved.
    private Position marked(Position position) {
        if (stream != null) {
            return position;
        }
        ChannelPromise behind = channel.newPromise();
        channel.unsafe().write(Unpooled.EMPTY_BUFFER, behind);
        channel.unsafe().flush();
        return new Position(position.front, position.progress, behind);
    }
}
