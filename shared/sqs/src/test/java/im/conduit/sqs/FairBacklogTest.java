package im.conduit.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.TaskId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FairBacklogTest {

    private static final KeyId ALICE = new KeyId("alice");
    private static final KeyId BOB = new KeyId("bob");
    private static final KeyId CAROL = new KeyId("carol");

    private final FairBacklog backlog = new FairBacklog(4);

    @Test
    void aKeyThatWaitsAloneGetsEverySlot() {
        offer(ALICE, 6);
        assertThat(takeAll()).containsExactly(ALICE, ALICE, ALICE, ALICE);
    }

    @Test
    void keysTakeTurns() {
        offer(ALICE, 3);
        offer(BOB, 3);
        assertThat(takeAll()).containsExactly(ALICE, BOB, ALICE, BOB);
    }

    @Test
    void aKeyHoldsAtMostHalfOfTheSlotsWhileAnotherWaits() {
        offer(ALICE, 6);
        List<FairBacklog.Slot> held =
                Stream.generate(() -> backlog.take().orElseThrow()).limit(4).toList();
        offer(BOB, 6);
        held.forEach(backlog::release);
        List<KeyId> next = takeAll();
        assertThat(next).hasSize(4).containsOnly(ALICE, BOB);
        assertThat(next.stream().filter(ALICE::equals)).hasSize(2);
    }

    @Test
    void aSlotThatComesFreeGoesToTheOneThatHasLess() {
        offer(ALICE, 9);
        List<FairBacklog.Slot> held =
                Stream.generate(() -> backlog.take().orElseThrow()).limit(4).toList();
        offer(BOB, 1);
        offer(CAROL, 1);
        backlog.release(held.getFirst());
        assertThat(takeAll()).containsExactly(BOB);
        backlog.release(held.get(1));
        assertThat(takeAll()).containsExactly(CAROL);
        backlog.release(held.get(2));
        assertThat(takeAll()).containsExactly(ALICE);
    }

    @Test
    void noSlotStaysEmptyWhileSomethingWaits() {
        FairBacklog odd = new FairBacklog(5);
        Stream.of(ALICE, BOB)
                .forEach(
                        key ->
                                Stream.generate(FairBacklogTest::aWork)
                                        .limit(9)
                                        .forEach(work -> odd.offer(work, key)));
        assertThat(Stream.iterate(odd.take(), slot -> slot.isPresent(), _ -> odd.take()))
                .hasSize(5);
    }

    @Test
    void aRingForWhatWaitsAlreadyIsNotKeptTwice() {
        DueWork work = aWork();
        backlog.offer(work, ALICE);
        backlog.offer(work, ALICE);
        assertThat(backlog.waiting()).isEqualTo(1);
        assertThat(takeAll()).containsExactly(ALICE);
        backlog.offer(work, ALICE);
        assertThat(takeAll()).containsExactly(ALICE);
    }

    @Test
    void whatIsForgottenIsNotHandedOut() {
        offer(ALICE, 3);
        backlog.clear();
        assertThat(takeAll()).isEmpty();
        assertThat(backlog.waiting()).isZero();
    }

    private void offer(KeyId owner, int count) {
        Stream.generate(FairBacklogTest::aWork)
                .limit(count)
                .forEach(work -> backlog.offer(work, owner));
    }

    private List<KeyId> takeAll() {
        return Stream.iterate(backlog.take(), slot -> slot.isPresent(), _ -> backlog.take())
                .map(slot -> slot.orElseThrow().owner())
                .toList();
    }

    private static DueWork aWork() {
        return new DueWork(DueWork.Kind.GENERATION, new TaskId(UUID.randomUUID().toString()), 0);
    }
}
