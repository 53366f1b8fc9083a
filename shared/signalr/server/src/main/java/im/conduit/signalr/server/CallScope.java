package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// What the running thread is in the middle of, for calls that must know: a question to a client
/// frees the slot of the call that asks, and is not allowed in `onConnected`.
final class CallScope {

    private static final ScopedValue<InvocationSlots> SLOT = ScopedValue.newInstance();
    private static final ScopedValue<Boolean> CONNECTING = ScopedValue.newInstance();

    private CallScope() {}

    static void withSlot(InvocationSlots slots, Runnable call) {
        ScopedValue.where(SLOT, slots).run(call);
    }

    static @Nullable Object connecting(HubFilter.Next call) throws Exception {
        return ScopedValue.where(CONNECTING, true).call(call::proceed);
    }

    /// The slots that the running call holds one of, or `null`.
    static @Nullable InvocationSlots slots() {
        return SLOT.isBound() ? SLOT.get() : null;
    }

    static boolean isConnecting() {
        return CONNECTING.isBound();
    }
}
