package im.conduit.realtime.hub;

import java.util.List;

/// One message to a client: the name of its handler and the arguments.
public record ClientEvent(String name, List<Object> arguments) {

    /// Copies the list.
    public ClientEvent {
        arguments = List.copyOf(arguments);
    }
}
