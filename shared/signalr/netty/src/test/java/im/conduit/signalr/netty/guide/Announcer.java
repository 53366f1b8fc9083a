package im.conduit.signalr.netty.guide;

import im.conduit.signalr.server.HubContext;
import jakarta.inject.Singleton;

@Singleton
class Announcer {

    private final HubContext<ChatHub> chat;

    Announcer(HubContext<ChatHub> chat) {
        this.chat = chat;
    }

    void announce(String text) {
        chat.clients().all().send("Said", "the house", text);
    }
}
