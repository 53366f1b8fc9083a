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

    public Stream<Integer> counter(int count, int delay) {
        return IntStream.range(0, count).boxed().map(number -> handOut(number, delay));
    }

    private static int handOut(int number, int delay) {
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
