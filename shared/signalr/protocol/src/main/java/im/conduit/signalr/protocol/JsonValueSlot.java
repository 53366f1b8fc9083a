package im.conduit.signalr.protocol;

import org.jspecify.annotations.Nullable;

/// A value inside a record (arguments, item or result) and what became of binding it.
final class JsonValueSlot {

    /// How often the record has the member: the last one counts.
    private int times;

    /// The target or id whose types the value was bound to; `null` while it was only skipped.
    @Nullable String boundFor;

    @Nullable Object value;
    @Nullable BindingException failure;

    boolean present() {
        return times > 0;
    }

    /// Counts the member; whether `whole`, which has seen the record to its end, has more of it.
    boolean comesAgain(JsonValueSlot whole) {
        times++;
        return whole.times > times;
    }

    void skipped() {
        set(null, null, null);
    }

    void bound(String key, @Nullable Object newValue) {
        set(key, newValue, null);
    }

    void failed(String key, BindingException cause) {
        set(key, null, cause);
    }

    void copy(JsonValueSlot other) {
        set(other.boundFor, other.value, other.failure);
    }

    private void set(
            @Nullable String key, @Nullable Object newValue, @Nullable BindingException cause) {
        boundFor = key;
        value = newValue;
        failure = cause;
    }
}
