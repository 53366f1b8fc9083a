package im.conduit.app;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/// SIGINT, SIGTERM and SIGHUP: the first drains, the second forces.
final class EndSignals {

    private static final int FORCED = 130;

    private EndSignals() {}

    static void listen(RunningApp app) {
        AtomicBoolean draining = new AtomicBoolean();
        for (String name : List.of("INT", "TERM", "HUP")) {
            Signal.handle(
                    new Signal(name),
                    _ -> {
                        if (draining.compareAndSet(false, true)) {
                            Thread.ofPlatform().name("drain").start(() -> drain(app));
                        } else {
                            app.abandon();
                            Runtime.getRuntime().halt(FORCED);
                        }
                    });
        }
    }

    private static void drain(RunningApp app) {
        System.out.println("conduit: draining (once more to end at once)");
        app.close();
        System.exit(0);
    }
}
