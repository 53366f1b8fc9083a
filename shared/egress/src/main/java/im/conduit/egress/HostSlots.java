package im.conduit.egress;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds the requests that a host has at once. Hosts without any take no room.
final class HostSlots {

    private final int perHost;
    private final ConcurrentMap<String, Host> hosts = new ConcurrentHashMap<>();

    /// @param users how many callers wait or work
    private record Host(Semaphore slots, int users) {}

    HostSlots(int perHost) {
        this.perHost = perHost;
    }

    /// Takes a slot, which must be given back.
    ///
    /// @return whether one was free within `patience`
    boolean take(String host, Duration patience) throws InterruptedException {
        Semaphore slots = enter(host);
        boolean taken = false;
        try {
            taken = slots.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
            return taken;
        } finally {
            if (!taken) {
                leave(host);
            }
        }
    }

    /// Gives a slot back.
    void giveBack(String host) {
        Host there = hosts.get(host);
        if (there == null) {
            throw new IllegalStateException("no slot of this host was taken");
        }
        there.slots().release();
        leave(host);
    }

    /// How many hosts have requests now.
    int size() {
        return hosts.size();
    }

    private Semaphore enter(String host) {
        return hosts.merge(
                        host,
                        new Host(new Semaphore(perHost, true), 1),
                        (there, _) -> new Host(there.slots(), there.users() + 1))
                .slots();
    }

    private void leave(String host) {
        hosts.computeIfPresent(
                host,
                (_, there) ->
                        there.users() == 1 ? null : new Host(there.slots(), there.users() - 1));
    }
}
