package im.conduit.signalr.server;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a streaming method returned, as items to be pulled.
///
/// @param items waits for the next item
/// @param ending releases the source
record StreamSource(Iterator<?> items, Runnable ending) implements AutoCloseable {

    static StreamSource of(Object returned) {
        return switch (returned) {
            case Iterator<?> iterator -> new StreamSource(iterator, () -> closeQuietly(iterator));
            case Stream<?> stream -> new StreamSource(stream.iterator(), stream::close);
            case Flow.Publisher<?> publisher -> subscribed(publisher);
            default ->
                    throw new IllegalStateException(
                            "no stream: " + returned.getClass().getSimpleName());
        };
    }

    private static void closeQuietly(Iterator<?> iterator) {
        if (iterator instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("the stream's source could not be closed", e);
            }
        }
    }

    private static <T> StreamSource subscribed(Flow.Publisher<T> publisher) {
        Pulled<T> pulled = new Pulled<>();
        publisher.subscribe(pulled);
        return new StreamSource(pulled, pulled::cancel);
    }

    @Override
    public void close() {
        ending.run();
    }

    /// A publisher's items, at most a few ahead of the reader.
    private static final class Pulled<T> implements Flow.Subscriber<T>, Iterator<T> {

        private static final int AHEAD = 16;

        private sealed interface Signal<T> {
            record Next<T>(T item) implements Signal<T> {}

            record Done<T>(@Nullable Throwable error) implements Signal<T> {}
        }

        private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();
        private volatile Flow.@Nullable Subscription subscription;
        private volatile boolean cancelled;
        private @Nullable Signal<T> next;

        @Override
        public void onSubscribe(Flow.Subscription subscribed) {
            subscription = subscribed;
            if (cancelled) {
                subscribed.cancel();
            } else {
                subscribed.request(AHEAD);
            }
        }

        @Override
        public void onNext(T item) {
            signals.add(new Signal.Next<>(item));
        }

        @Override
        public void onError(Throwable error) {
            signals.add(new Signal.Done<>(error));
        }

        @Override
        public void onComplete() {
            signals.add(new Signal.Done<>(null));
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                try {
                    next = signals.take();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    throw ConnectionFault.canceled("The stream was cancelled.");
                }
            }
            return switch (next) {
                case Signal.Next<T> _ -> true;
                case Signal.Done<T>(Throwable error) -> {
                    if (error != null) {
                        throw new java.util.concurrent.CompletionException(error);
                    }
                    yield false;
                }
            };
        }

        @Override
        public T next() {
            if (!hasNext() || !(next instanceof Signal.Next<T>(T item))) {
                throw new NoSuchElementException();
            }
            next = null;
            Flow.Subscription current = subscription;
            if (current != null) {
                current.request(1);
            }
            return item;
        }

        void cancel() {
            cancelled = true;
            Flow.Subscription current = subscription;
            if (current != null) {
                current.cancel();
            }
        }
    }
}
