package im.conduit.signalr.server;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What a client will answer, or a stage that follows from it: a call that returns one waits for a
/// client, and frees its slot meanwhile.
final class ClientAnswer<T extends @Nullable Object> extends CompletableFuture<T> {

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new ClientAnswer<>();
    }
}
