package im.conduit.realtime.hub;

import java.util.List;

/// All that one task event says to a connection; it leaves in one frame. The same instance goes to
/// every connection that wants the same words, so that it is encoded once.
///
/// @param messages at least one, in order
public record Update(List<ClientEvent> messages) {

    /// Copies the list.
    public Update {
        messages = List.copyOf(messages);
    }
}
