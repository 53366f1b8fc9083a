package im.conduit.signalr.netty;

import im.conduit.signalr.server.ClientStream;
import im.conduit.signalr.server.Hub;
import im.conduit.signalr.server.HubCaller;
import im.conduit.signalr.server.HubException;
import im.conduit.signalr.server.HubLifecycle;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the tests call.
@Hub("/hub")
class TestHub implements HubLifecycle {

    /// How connections ended, by id.
    static final Map<String, String> ENDS = new ConcurrentHashMap<>();

    /// Whose endless streams have been closed, by connection id.
    static final Set<String> STOPPED = ConcurrentHashMap.newKeySet();

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

    /// Counts until the caller cancels it.
    public Stream<Integer> countOn(HubCaller caller) {
        return IntStream.iterate(0, number -> number + 1)
                .boxed()
                .onClose(() -> STOPPED.add(caller.connectionId()));
    }

    public String join(ClientStream<String> texts) {
        return texts.stream().collect(Collectors.joining(" "));
    }

    /// Says that it is ready, then whatever it is sent.
    public Stream<String> repeat(ClientStream<String> texts) {
        return Stream.concat(Stream.of("ready"), texts.stream());
    }

    /// Passes the question on to the caller.
    public @Nullable String ask(HubCaller caller, String question) {
        return caller.clients().caller().invoke(String.class, "Question", question);
    }

    public void fail(String why) {
        throw new HubException(why);
    }
}
