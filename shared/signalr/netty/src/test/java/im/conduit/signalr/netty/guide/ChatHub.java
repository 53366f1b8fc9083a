package im.conduit.signalr.netty.guide;

import im.conduit.signalr.server.ClientStream;
import im.conduit.signalr.server.Hub;
import im.conduit.signalr.server.HubCaller;
import im.conduit.signalr.server.HubException;
import im.conduit.signalr.server.HubLifecycle;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Hub("/chat")
class ChatHub implements HubLifecycle {

    private final Rooms rooms; // any bean

    ChatHub(Rooms rooms) {
        this.rooms = rooms;
    }

    public List<String> join(HubCaller caller, String room) {
        caller.groups().add(caller.connectionId(), room);
        caller.clients().othersInGroup(room).as(ChatClient.class).joined(caller.userId());
        return rooms.history(room);
    }

    public void say(HubCaller caller, String room, String text) {
        if (text.isBlank()) {
            throw new HubException("Say something."); // the caller reads this
        }
        rooms.keep(room, text);
        caller.clients().group(room).send("Said", caller.userId(), text);
    }

    /// Streams to its caller.
    public Stream<String> history(String room) {
        return rooms.history(room).stream();
    }

    /// Reads what its caller streams.
    public long dictate(String room, ClientStream<String> lines) {
        return lines.stream().peek(line -> rooms.keep(room, line)).count();
    }

    @Override
    public void onDisconnected(HubCaller caller, @Nullable Throwable error) {
        rooms.left(caller.connectionId());
    }
}
