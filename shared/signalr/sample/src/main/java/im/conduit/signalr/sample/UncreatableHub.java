package im.conduit.signalr.sample;

import im.conduit.signalr.server.Hub;
import io.micronaut.context.annotation.Prototype;

/// A hub whose construction fails.
@Hub("/uncreatable")
@Prototype
public class UncreatableHub {

    UncreatableHub() {
        throw new InvalidOperationException("Unable to resolve what this hub needs.");
    }

    public void nothing() {}
}
