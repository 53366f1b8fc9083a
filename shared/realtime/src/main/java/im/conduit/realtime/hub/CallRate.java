package im.conduit.realtime.hub;

/// How often one connection may call: 20 a second in the long run, and 1,100 at once, so that a
/// client that reconnects can subscribe to everything again.
final class CallRate {

    private static final double PER_NANO = 20 / 1e9;
    private static final double BURST = 1_100;

    private double tokens = BURST;
    private long last;
    private boolean begun;

    /// Takes a turn.
    ///
    /// @param now by a clock that only rises, in nanoseconds
    /// @return false when there is none left
    synchronized boolean take(long now) {
        if (begun) {
            tokens = Math.min(BURST, tokens + (now - last) * PER_NANO);
        }
        begun = true;
        last = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
