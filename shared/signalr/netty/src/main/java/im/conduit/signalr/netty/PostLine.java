package im.conduit.signalr.netty;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The posts of one connection, one behind the other: the first one hands its bytes over while
/// input is welcome, the others wait without being read. Safe for use by many threads.
final class PostLine {

    /// Far more than any client sends side by side.
    private static final int MOST = 128;

    private final ArrayDeque<PostedInput> posts = new ArrayDeque<>(1);

    /// Takes a place at the end.
    ///
    /// @return false when there are too many
    synchronized boolean join(PostedInput post) {
        return posts.size() < MOST && posts.add(post);
    }

    synchronized boolean isFirst(PostedInput post) {
        return posts.peek() == post;
    }

    synchronized int length() {
        return posts.size();
    }

    /// Gives a place up, at any time; a second time does nothing.
    void leave(PostedInput post) {
        boolean wasFirst;
        synchronized (this) {
            wasFirst = isFirst(post);
            posts.remove(post);
        }
        if (wasFirst) {
            tellFirst();
        }
    }

    /// The first one may go on.
    void tellFirst() {
        PostedInput first = first();
        if (first != null) {
            first.goOn();
        }
    }

    private synchronized @Nullable PostedInput first() {
        return posts.peek();
    }
}
