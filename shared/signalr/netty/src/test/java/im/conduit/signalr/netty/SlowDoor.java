package im.conduit.signalr.netty;

import static org.awaitility.Awaitility.await;

import im.conduit.signalr.server.HubAuthenticator;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// In front of the test hub where [#SETTING] is set: lets people in when it is told to, but no
/// strangers.
@Singleton
@Requires(property = SlowDoor.SETTING)
final class SlowDoor implements HubAuthenticator {

    static final String SETTING = "test.slow-door";

    private final Semaphore opened = new Semaphore(0);

    @Factory
    @Requires(property = SETTING)
    static final class Guarded {
        @Singleton
        HubEndpoint hub(SlowDoor door) {
            return new HubEndpoint("/hub", TestHub.class).securedBy(door);
        }
    }

    @Override
    public Decision authenticate(HubRequest request) {
        opened.acquireUninterruptibly();
        return request.query("stranger") == null
                ? new Decision.Accepted(HubPrincipal.user("ann"))
                : new Decision.Refused(401, Map.of("WWW-Authenticate", "Bearer"), "who?");
    }

    /// Whether somebody waits in front of it.
    boolean isWaitedFor() {
        return opened.hasQueuedThreads();
    }

    /// Decides on whoever waits, or will soon.
    void open() {
        await().until(this::isWaitedFor);
        opened.release();
    }

    /// Decides on so many, of those who wait and those who come.
    void open(int count) {
        opened.release(count);
    }
}
