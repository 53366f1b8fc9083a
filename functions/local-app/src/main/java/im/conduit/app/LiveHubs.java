package im.conduit.app;

import im.conduit.realtime.hub.EventObjects;
import im.conduit.realtime.hub.LiveSubscriptions;
import im.conduit.realtime.hub.TaskFeed;
import im.conduit.realtime.hub.TaskSubscriptions;
import im.conduit.realtime.task.TaskEventChannel;
import im.conduit.realtime.task.TaskStore;
import io.micronaut.context.annotation.Factory;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The live side of tasks on this node: the hubs' sockets are here, so their subscriptions are too.
@Factory
final class LiveHubs {

    private static final Logger LOG = LoggerFactory.getLogger(LiveHubs.class);

    /// A cluster may lose a publication without a word.
    private static final Duration RECONCILE = Duration.ofSeconds(15);

    @Singleton
    TaskFeed feed(
            TaskStore store,
            TaskEventChannel events,
            EventObjects objects,
            @Named(TaskExecutors.SCHEDULED) ExecutorService scheduled,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        ScheduledExecutorService timer = (ScheduledExecutorService) scheduled;
        TaskFeed feed = new TaskFeed(store, events, objects, timer);
        Runnable reconcile = () -> blocking.execute(() -> reconcile(feed));
        AutoCloseable _ = events.onGap(reconcile);
        var _ =
                timer.scheduleWithFixedDelay(
                        reconcile,
                        RECONCILE.toMillis(),
                        RECONCILE.toMillis(),
                        TimeUnit.MILLISECONDS);
        return feed;
    }

    @Singleton
    TaskSubscriptions subscriptions(TaskFeed feed) {
        return new LiveSubscriptions(feed);
    }

    private static void reconcile(TaskFeed feed) {
        try {
            feed.reconcile();
        } catch (RuntimeException e) {
            LOG.warn("watched tasks could not be read back, trying again in {}", RECONCILE, e);
        }
    }
}
