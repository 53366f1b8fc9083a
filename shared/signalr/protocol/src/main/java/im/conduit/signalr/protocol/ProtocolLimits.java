package im.conduit.signalr.protocol;

/// What one incoming message may cost.
///
/// @param maxMessageBytes bytes of a message with its framing (separator or length prefix), at
///     least 1; [#UNLIMITED] for no limit
/// @param maxDepth levels of nesting, the message itself being the first, at least 2
public record ProtocolLimits(int maxMessageBytes, int maxDepth) {

    /// No limit to the size of a message.
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /// 32 KiB and 64 levels, as the reference server has them.
    public static final ProtocolLimits DEFAULT = new ProtocolLimits(32 * 1024, 64);

    /// Rejects what no message could meet.
    public ProtocolLimits {
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException("maxMessageBytes must be at least 1");
        }
        if (maxDepth < 2) {
            throw new IllegalArgumentException("maxDepth must be at least 2");
        }
    }

    /// These limits with another message size.
    public ProtocolLimits withMaxMessageBytes(int bytes) {
        return new ProtocolLimits(bytes, maxDepth);
    }

    ProtocolException exceeded() {
        return new ProtocolException(
                "The maximum message size of "
                        + maxMessageBytes
                        + "B was exceeded. The message size can be configured in AddHubOptions.");
    }
}
