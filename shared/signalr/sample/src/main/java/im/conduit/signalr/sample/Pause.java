package im.conduit.signalr.sample;

import im.conduit.signalr.server.ConnectionFault;

/// Waiting that a cancelled stream ends.
final class Pause {

    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ConnectionFault.canceled("The wait was cancelled.");
        }
    }
}
