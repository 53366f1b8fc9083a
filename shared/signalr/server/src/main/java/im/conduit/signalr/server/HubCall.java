package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an invocation and a stream invocation have in common.
record HubCall(
        @Nullable String invocationId,
        String target,
        @Nullable Object[] arguments,
        List<String> streamIds,
        boolean streams) {

    static HubCall of(HubMessage.Invocation message) {
        return new HubCall(
                message.invocationId(),
                message.target(),
                message.arguments(),
                message.streamIds(),
                false);
    }

    static HubCall of(HubMessage.StreamInvocation message) {
        return new HubCall(
                message.invocationId(),
                message.target(),
                message.arguments(),
                message.streamIds(),
                true);
    }
}
