package im.conduit.signalr.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What has come behind a request that is still being answered. Whoever puts in asks first whether
/// it is full, and reads no more from the client then.
final class HeldInput {

    private static final int MOST = 64;
    private static final int MOST_BYTES = 16 * 1024;

    private final ArrayDeque<Object> messages = new ArrayDeque<>(2);
    private int bytes;

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean isFull() {
        return messages.size() >= MOST || bytes >= MOST_BYTES;
    }

    void add(Object message) {
        messages.add(message);
        bytes += size(message);
    }

    @Nullable Object peek() {
        return messages.peek();
    }

    @Nullable Object poll() {
        Object message = messages.poll();
        if (message != null) {
            bytes -= size(message);
        }
        return message;
    }

    void release() {
        messages.forEach(ReferenceCountUtil::release);
        clear();
    }

    /// Hands bytes that were not decoded to the next handler; releases all else.
    void passBytesOn(ChannelHandlerContext ctx) {
        for (Object message : messages) {
            if (message instanceof ByteBuf) {
                ctx.fireChannelRead(message);
            } else {
                ReferenceCountUtil.release(message);
            }
        }
        clear();
    }

    private void clear() {
        messages.clear();
        bytes = 0;
    }

    private static int size(Object message) {
        return switch (message) {
            case ByteBuf raw -> raw.readableBytes();
            case ByteBufHolder holder -> holder.content().readableBytes();
            default -> 0;
        };
    }
}
