package im.conduit.signalr.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;

/// A send: the bytes go to the connection as they come; answered when the last one is in the pipe.
final class PostedInput implements HubExchange.Work {

    private final HubExchange exchange;
    private final LiveConnection live;
    private boolean waited;

    PostedInput(HubExchange exchange, LiveConnection live) {
        this.exchange = exchange;
        this.live = live;
    }

    @Override
    public boolean body(ByteBuf bytes) {
        if (live.ended()) {
            gone();
            return true;
        }
        if (live.receive(bytes.nioBuffer())) {
            return true;
        }
        waited = true;
        live.whenReady(exchange::resume);
        return false;
    }

    @Override
    public void bodyEnded() {
        if (waited && live.isOver()) { // it ended with the last bytes still at the door
            gone();
        } else {
            exchange.text(200, "");
        }
    }

    @Override
    public void bodyBroken() {
        exchange.answer(HttpResponseStatus.BAD_REQUEST, "text/plain", "");
    }

    private void gone() {
        exchange.text(404, "");
    }
}
