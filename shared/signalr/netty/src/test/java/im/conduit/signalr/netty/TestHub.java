package im.conduit.signalr.netty;

import im.conduit.signalr.server.Hub;
import im.conduit.signalr.server.HubCaller;
import im.conduit.signalr.server.HubLifecycle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the tests call.
@Hub("/hub")
class TestHub implements HubLifecycle {

    /// How connections ended, by id.
    static final Map<String, String> ENDS = new ConcurrentHashMap<>();

    @Override
    public void onDisconnected(HubCaller caller, @Nullable Throwable error) {
        ENDS.put(caller.connectionId(), String.valueOf(error));
    }

    public String echo(String text) {
        return text;
    }

    public String id(HubCaller caller) {
        return caller.connectionId();
    }

    public void shout(HubCaller caller, String text) {
        caller.clients().all().send("Heard", text);
    }

    public Stream<Integer> count(int most) {
        return IntStream.range(0, most).boxed();
    }
}
