package im.conduit.signalr.sample;

import im.conduit.signalr.server.ClientStream;
import im.conduit.signalr.server.Hub;
import im.conduit.signalr.server.HubCaller;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A chat room.
@Hub("/chatHub")
public class ChatHub {

    public void sendMessage(HubCaller caller, String user, String message) {
        caller.clients().all().send("ReceiveMessage", user, message);
    }

    public void throwException(HubCaller caller, String message) {
        caller.clients().all().send("ThrowExceptionCall", message);
        throw new InvalidOperationException(message);
    }

    /// Waits after each number, the last one included.
    public Stream<Integer> counter(int count, int delay) {
        return IntStream.rangeClosed(0, count)
                .boxed()
                .map(number -> afterPause(number, delay))
                .takeWhile(number -> number < count);
    }

    private static int afterPause(int number, int delay) {
        if (number > 0) {
            Pause.millis(delay);
        }
        return number;
    }

    public void uploadStream(ClientStream<@Nullable String> items) {
        items.forEach(item -> {});
    }

    public void disconnectMe(HubCaller caller) {
        caller.abort();
    }
}
