package im.conduit.signalr.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;

/// A send: when its turn has come the bytes go to the connection as they arrive; answered when the
/// last one is in the pipe.
final class PostedInput implements ExchangeWork {

    private final HubExchange exchange;
    private final LiveConnection live;
    private boolean waited;

    PostedInput(HubExchange exchange, LiveConnection live) {
        this.exchange = exchange;
        this.live = live;
    }

    void start() {
        if (live.posts().join(this)) {
            exchange.become(this);
        } else {
            exchange.text(429, "");
        }
    }

    /// Looks again whether it is its turn.
    void goOn() {
        exchange.resume();
    }

    @Override
    public boolean wanted() {
        return live.posts().isFirst(this) && (live.ready() || live.isOver());
    }

    @Override
    public boolean body(ByteBuf bytes) {
        if (live.ended()) {
            gone();
            return true;
        }
        if (!live.makeRoom(bytes.readableBytes())) {
            noRoom();
            return true;
        }
        if (live.receive(bytes.nioBuffer())) {
            return true;
        }
        waited = true;
        return false;
    }

    @Override
    public void bodyEnded() {
        if (waited && live.isOver()) { // it ended with the last bytes still at the door
            gone();
        } else {
            answer(HttpResponseStatus.OK);
        }
    }

    @Override
    public void bodyBroken() {
        answer(HttpResponseStatus.BAD_REQUEST);
    }

    @Override
    public void clientLeft() {
        live.posts().leave(this);
    }

    /// What came before is of no use without the rest.
    private void noRoom() {
        live.overUnlessConnected();
        EarlyRoom.refuse(exchange);
        live.posts().leave(this);
    }

    private void gone() {
        answer(HttpResponseStatus.NOT_FOUND);
    }

    private void answer(HttpResponseStatus status) {
        exchange.answer(status, "text/plain", "");
        live.posts().leave(this);
    }
}
