package im.conduit.realtime.key;

/// The public, stable id of a virtual key. Never the key itself; safe in logs and Redis names.
///
/// @param value letters, digits, `-` and `_`, at most 64
public record KeyId(String value) {

    /// @throws IllegalArgumentException when the value has another form
    public KeyId {
        if (!value.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("a key id is 1 to 64 letters, digits, - and _");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
