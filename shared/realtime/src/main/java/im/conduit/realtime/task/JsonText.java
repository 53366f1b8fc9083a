package im.conduit.realtime.task;

/// A JSON value as text, compact and already checked by the wire room. The domain hands it on
/// unread.
public record JsonText(String value) {

    /// The empty object.
    public static final JsonText EMPTY_OBJECT = new JsonText("{}");

    @Override
    public String toString() {
        return value;
    }
}
