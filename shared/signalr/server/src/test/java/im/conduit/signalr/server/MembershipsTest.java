package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MembershipsTest {

    private final Memberships memberships = new Memberships();
    private final List<String> index = new ArrayList<>();

    /// Joins, and while the index is being changed lets another thread do something.
    private void whileJoining(Consumer<Memberships> other) throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Thread joining =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        memberships.join(
                                                "red",
                                                () -> {
                                                    inside.countDown();
                                                    awaitQuietly(blocked);
                                                    index.add("added");
                                                }));
        inside.await();
        Thread second = Thread.ofPlatform().start(() -> other.accept(memberships));
        await().until(() -> second.getState() == Thread.State.BLOCKED);
        blocked.countDown();
        joining.join();
        second.join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void leavingWaitsForJoiningToBeWhole() throws Exception {
        whileJoining(known -> known.leave("red", () -> index.add("removed")));
        assertThat(index).containsExactly("added", "removed");
    }

    @Test
    void theEndWaitsForJoiningToBeWholeAndNobodyJoinsBehindIt() throws Exception {
        whileJoining(known -> known.close(group -> index.add("removed " + group)));
        memberships.join("red", () -> index.add("too late"));
        assertThat(index).containsExactly("added", "removed red");
    }

    @Test
    void onlyWhatChangesIsTold() {
        memberships.leave("red", () -> index.add("removed"));
        memberships.join("red", () -> index.add("added"));
        memberships.join("red", () -> index.add("added"));
        memberships.leave("red", () -> index.add("removed"));
        memberships.leave("red", () -> index.add("removed"));
        assertThat(index).containsExactly("added", "removed");
    }
}
