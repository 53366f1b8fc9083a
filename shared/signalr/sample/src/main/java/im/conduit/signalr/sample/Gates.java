package im.conduit.signalr.sample;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Gates by name that anybody in the process opens for good.
final class Gates {

    private static final int MOST_SECONDS = 20;
    private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

    private Gates() {}

    static void await(String key) {
        try {
            boolean _ = gate(key).await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static void open(String key) {
        gate(key).countDown();
    }

    private static CountDownLatch gate(String key) {
        return GATES.computeIfAbsent(key, _ -> new CountDownLatch(1));
    }
}
