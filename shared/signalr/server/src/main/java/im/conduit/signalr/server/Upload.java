package im.conduit.signalr.server;

import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// An upload between the lane, which puts items in, and the hub method, which reads them.
final class Upload implements ClientStream<@Nullable Object> {

    private final Type itemType;
    private final int capacity;
    private final Runnable roomMade;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Object> items = new ArrayDeque<>(4);
    private static final Object NULL = new Object();
    private boolean over;
    private boolean full;
    private boolean taken;
    private @Nullable RuntimeException error;

    /// @param roomMade told after a refused `offer` when an item was read or nobody reads any more
    Upload(Type itemType, int capacity, Runnable roomMade) {
        this.itemType = itemType;
        this.capacity = capacity;
        this.roomMade = roomMade;
    }

    Type itemType() {
        return itemType;
    }

    /// Puts an item in; false when the buffer is full.
    boolean offer(@Nullable Object item) {
        lock.lock();
        try {
            if (over) {
                return true;
            }
            if (items.size() >= capacity) {
                full = true;
                return false;
            }
            items.addLast(item == null ? NULL : item);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The end; with an error its reader fails when it has read what came before.
    void complete(@Nullable RuntimeException failure) {
        lock.lock();
        try {
            if (!over) {
                over = true;
                error = failure;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nobody reads any more.
    void discard() {
        boolean tell;
        lock.lock();
        try {
            over = true;
            items.clear();
            tell = full;
            full = false;
        } finally {
            lock.unlock();
        }
        if (tell) {
            roomMade.run();
        }
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        lock.lock();
        try {
            if (taken) {
                throw new IllegalStateException("an upload can be read once");
            }
            taken = true;
        } finally {
            lock.unlock();
        }
        return new Items();
    }

    private final class Items implements Iterator<@Nullable Object> {

        private @Nullable Object next;

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = take();
            }
            return next != null;
        }

        @Override
        public @Nullable Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Object item = next;
            next = null;
            return item == NULL ? null : item;
        }
    }

    private @Nullable Object take() {
        Object item;
        boolean tell;
        lock.lock();
        try {
            while (items.isEmpty() && !over) {
                changed.await();
            }
            item = items.pollFirst();
            if (item == null && error != null) {
                throw error;
            }
            tell = full;
            full = false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ConnectionFault.canceled("The stream was cancelled.");
        } finally {
            lock.unlock();
        }
        if (tell) {
            roomMade.run();
        }
        return item;
    }
}
