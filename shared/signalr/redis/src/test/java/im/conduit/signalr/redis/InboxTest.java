package im.conduit.signalr.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Integer> read = new ArrayList<>();
    private final Inbox inbox = new Inbox(tasks::add, 10);

    private void put(int number, int bytes) {
        inbox.put(new byte[bytes], _ -> read.add(number));
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void lettersAreReadInOrderByOneTask() {
        put(1, 1);
        put(2, 1);
        assertThat(tasks).hasSize(1);
        work();
        put(3, 1);
        work();
        assertThat(read).containsExactly(1, 2, 3);
    }

    @Test
    void whatDoesNotFitIsDroppedUnlessNothingElseWaits() {
        put(1, 100);
        put(2, 1);
        work();
        put(3, 6);
        put(4, 6);
        put(5, 4);
        work();
        assertThat(read).containsExactly(1, 3, 5);
    }

    @Test
    void aLetterThatFailsDoesNotStopTheOthers() {
        inbox.put(
                new byte[1],
                _ -> {
                    throw new IllegalStateException("unreadable, as the test wants it");
                });
        put(2, 1);
        work();
        assertThat(read).containsExactly(2);
    }

    @Test
    void anErrorStopsNothingEither() {
        inbox.put(
                new byte[9],
                _ -> {
                    throw new AssertionError("as the test wants it");
                });
        work();
        put(2, 9);
        put(3, 1);
        work();
        assertThat(read).containsExactly(2, 3);
    }
}
