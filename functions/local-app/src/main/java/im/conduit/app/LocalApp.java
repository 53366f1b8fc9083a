package im.conduit.app;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole of Conduit in one process. Starts what is not given to it, says where to look, and
/// runs until it is told to end.
public final class LocalApp {

    private static final int CANNOT_START = 1;

    private LocalApp() {}

    /// Runs until SIGINT or SIGTERM; a second one does not wait for running work.
    ///
    /// @param arguments `--port N`, `--data DIR`, `--ephemeral`
    public static void main(String[] arguments) {
        long began = System.nanoTime();
        try {
            Options options = Options.parse(List.of(arguments));
            RunningApp app = RunningApp.start(options);
            if (options.training()) {
                train(app);
                return;
            }
            EndSignals.listen(app);
            Greeting.print(app, Duration.ofNanos(System.nanoTime() - began));
        } catch (StartFailure e) {
            log().debug("start-failed", e);
            System.err.println("conduit: " + e.getMessage());
            System.exit(CANNOT_START);
        }
    }

    private static void train(RunningApp app) {
        try (app) {
            TrainingRequests.run(app);
        }
        System.exit(0);
    }

    private static Logger log() {
        return LoggerFactory.getLogger(LocalApp.class);
    }
}
