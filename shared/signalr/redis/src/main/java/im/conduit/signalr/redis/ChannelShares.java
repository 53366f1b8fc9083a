package im.conduit.signalr.redis;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One hub's shares in channels. While Redis is away channels are only noted, with a warning: they
/// are subscribed as soon as it is back.
final class ChannelShares {

    private final Subscriptions subscriptions;
    private final Duration timeout;
    private final Warnings late =
            new Warnings("A connection cannot be reached from other nodes yet");

    ChannelShares(Subscriptions subscriptions, Duration timeout) {
        this.subscriptions = subscriptions;
        this.timeout = timeout;
    }

    /// Takes a share; see [Subscriptions#acquire].
    CompletableFuture<Void> take(String channel, Consumer<byte[]> receiver) {
        return subscriptions.acquire(channel, receiver);
    }

    /// Gives one back.
    void giveBack(String channel) {
        subscriptions.release(channel);
    }

    /// Waits until Redis has subscribed what it can.
    void await(Collection<CompletableFuture<Void>> subscribed) {
        await(subscribed, timeout);
    }

    /// Waits likewise, but not longer than `most`.
    void await(Collection<CompletableFuture<Void>> subscribed, Duration most) {
        try {
            CompletableFuture.allOf(subscribed.toArray(CompletableFuture[]::new))
                    .get(Math.min(timeout.toMillis(), most.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            late.count(failed);
        } catch (TimeoutException silent) {
            late.count(silent);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
