package im.conduit.signalr.server;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Refuses guests, and notes what it sees.
@Singleton
@Order(1)
final class LoggingFilter implements HubFilter {

    private final ShowcaseHub.Journal journal;

    LoggingFilter(ShowcaseHub.Journal journal) {
        this.journal = journal;
    }

    @Override
    public boolean appliesTo(Class<?> hub) {
        return hub == ShowcaseHub.class;
    }

    @Override
    public @Nullable Object invoke(HubInvocation invocation, Next next) throws Exception {
        if (invocation.arguments().contains("forbidden")) {
            throw new HubException("not that word");
        }
        Object result = next.proceed();
        return "shout".equals(result) ? "SHOUT" : result;
    }

    @Override
    public void connected(HubCaller caller, Next next) throws Exception {
        if ("guest".equals(caller.userId())) {
            throw new HubException("no guests");
        }
        next.proceed();
    }

    @Override
    public void disconnected(HubCaller caller, @Nullable Throwable error, Next next)
            throws Exception {
        journal.add("leaving " + caller.connectionId() + " " + error);
        next.proceed();
    }
}
