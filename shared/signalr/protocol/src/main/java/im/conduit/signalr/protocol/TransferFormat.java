package im.conduit.signalr.protocol;

/// What a transport carries, by the names that negotiate uses.
public enum TransferFormat {
    /// UTF-8 text frames.
    TEXT("Text"),
    /// Binary frames.
    BINARY("Binary");

    private final String wireName;

    TransferFormat(String wireName) {
        this.wireName = wireName;
    }

    /// The name in the negotiate answer.
    public String wireName() {
        return wireName;
    }
}
