package im.conduit.sqs;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.DueWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rings that wait for a slot, and who has the slots. Keys take turns, and one that holds half of
/// the slots gets no more while another one waits. A ring for what waits already is not kept twice.
/// Safe for use by many threads.
final class FairBacklog {

    private final int slots;
    private final Map<KeyId, Deque<DueWork>> waiting = new LinkedHashMap<>();
    private final Set<DueWork> known = new HashSet<>();
    private final Map<KeyId, Integer> held = new HashMap<>();
    private int taken;

    /// @param slots how much may be worked at a time
    FairBacklog(int slots) {
        this.slots = slots;
    }

    /// A slot with work in it; to be given back by [#release].
    record Slot(DueWork work, KeyId owner) {}

    /// Keeps a ring.
    synchronized void offer(DueWork work, KeyId owner) {
        if (known.add(work)) {
            waiting.computeIfAbsent(owner, _ -> new ArrayDeque<>()).add(work);
        }
    }

    /// The next work, if there is any and a slot for it.
    synchronized Optional<Slot> take() {
        return taken < slots
                ? next().map(turn -> take(turn.getKey(), turn.getValue()))
                : Optional.empty();
    }

    /// Gives a slot back.
    synchronized void release(Slot slot) {
        taken--;
        held.computeIfPresent(slot.owner(), (_, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }

    /// How many wait.
    synchronized int waiting() {
        return known.size();
    }

    /// Waits until fewer than `limit` wait.
    synchronized void awaitFewerThan(int limit) throws InterruptedException {
        while (known.size() >= limit) {
            wait();
        }
    }

    /// Waits until no slot is taken.
    synchronized void awaitIdle() throws InterruptedException {
        while (taken > 0) {
            wait();
        }
    }

    /// Forgets what waits.
    synchronized void clear() {
        waiting.clear();
        known.clear();
        notifyAll();
    }

    /// The key whose turn it is, and its work. Where two or more wait, one of them holds less than
    /// half, unless no slot is free.
    private Optional<Map.Entry<KeyId, Deque<DueWork>>> next() {
        int half = (slots + 1) / 2;
        return waiting.entrySet().stream()
                .filter(turn -> waiting.size() == 1 || held.getOrDefault(turn.getKey(), 0) < half)
                .findFirst();
    }

    private Slot take(KeyId owner, Deque<DueWork> own) {
        waiting.remove(owner);
        DueWork work = own.remove();
        if (!own.isEmpty()) {
            waiting.put(owner, own); // behind the others
        }
        known.remove(work);
        taken++;
        held.merge(owner, 1, Integer::sum);
        notifyAll();
        return new Slot(work, owner);
    }
}
