package im.conduit.benchmarks.signalr;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/// Reads the server's WebSocket frames as cheaply as possible and hands each payload to a listener,
/// so that the measuring side costs little beside the measured one. Frames of 64 KiB and more and
/// fragmented messages do not occur here.
public final class FrameCounter extends ChannelInboundHandlerAdapter {

    /// Hears whole payloads on the connection's event loop; the buffer is valid during the call
    /// only.
    public interface Listener {
        /// A text or binary frame: `length` bytes from `index` on.
        void frame(ChannelHandlerContext context, ByteBuf buffer, int index, int length);
    }

    private final Listener listener;
    private final Runnable whenOpen;
    private final Runnable whenClosed;
    private ByteBuf rest = io.netty.buffer.Unpooled.EMPTY_BUFFER;
    private boolean upgraded;

    FrameCounter(Listener listener, Runnable whenOpen, Runnable whenClosed) {
        this.listener = listener;
        this.whenOpen = whenOpen;
        this.whenClosed = whenClosed;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf input = (ByteBuf) message;
        if (rest.isReadable()) {
            ByteBuf joined = context.alloc().buffer(rest.readableBytes() + input.readableBytes());
            joined.writeBytes(rest).writeBytes(input);
            rest.release();
            input.release();
            rest = io.netty.buffer.Unpooled.EMPTY_BUFFER;
            input = joined;
        }
        while (step(context, input)) {
            // next frame
        }
        if (input.isReadable()) {
            rest = input;
        } else {
            input.release();
        }
    }

    private boolean step(ChannelHandlerContext context, ByteBuf input) {
        return upgraded ? frame(context, input) : response(input);
    }

    private boolean response(ByteBuf input) {
        String text = input.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        if (!text.startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException("no upgrade: " + text.lines().findFirst().orElse(""));
        }
        input.skipBytes(end + 4);
        upgraded = true;
        whenOpen.run();
        return true;
    }

    private boolean frame(ChannelHandlerContext context, ByteBuf input) {
        int start = input.readerIndex();
        int available = input.readableBytes();
        if (available < 2) {
            return false;
        }
        int opcode = input.getByte(start) & 0x0F;
        int length = input.getByte(start + 1) & 0x7F;
        int header = 2;
        if (length == 126) {
            if (available < 4) {
                return false;
            }
            length = input.getUnsignedShort(start + 2);
            header = 4;
        }
        if (available < header + length) {
            return false;
        }
        if (opcode == 1 || opcode == 2) {
            listener.frame(context, input, start + header, length);
        }
        input.skipBytes(header + length);
        return true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        rest.release();
        whenClosed.run();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
