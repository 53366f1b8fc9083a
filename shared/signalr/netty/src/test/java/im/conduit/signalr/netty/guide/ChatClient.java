package im.conduit.signalr.netty.guide;

import im.conduit.signalr.server.ClientInterface;
import org.jspecify.annotations.Nullable;

@ClientInterface
interface ChatClient {
    void joined(@Nullable String who); // calls "Joined"
}
