package im.conduit.realtime.webhook;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The guard that asks a [HostLookup]. One refused address among several refuses the target: names
/// that answer with a public and an inside address are how guards are walked round.
///
/// Look-ups run on platform threads of their own, for a native look-up holds the carrier of a
/// virtual thread; where all of them hang, more targets count as unresolved instead of piling up.
@Singleton
public final class ResolvingTargetGuard implements TargetGuard {

    private static final int LOOKUP_THREADS = 16;
    private static final int WAITING_LOOKUPS = 1_000;

    private final TargetPolicy policy;
    private final HostLookup lookup;
    private final ThreadPoolExecutor threads;

    /// @param lookup finds a host's addresses
    public ResolvingTargetGuard(WebhookSettings settings, HostLookup lookup) {
        this.policy = new TargetPolicy(settings.allowHttp(), settings.allowedRanges());
        this.lookup = lookup;
        this.threads =
                new ThreadPoolExecutor(
                        LOOKUP_THREADS,
                        LOOKUP_THREADS,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(WAITING_LOOKUPS),
                        Thread.ofPlatform().daemon().name("host-lookup-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public Verdict check(URI target, Duration patience) {
        Optional<String> objection = policy.objectionTo(target);
        if (objection.isPresent()) {
            return new Verdict.Refused(objection.get());
        }
        List<InetAddress> addresses = addresses(target.getHost(), patience);
        if (addresses.isEmpty()) {
            return new Verdict.Unresolved();
        }
        for (InetAddress address : addresses) {
            objection = policy.objectionTo(target, address);
            if (objection.isPresent()) {
                return new Verdict.Refused(objection.get());
            }
        }
        return new Verdict.Allowed(addresses);
    }

    /// Ends the look-up threads.
    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    private List<InetAddress> addresses(String host, Duration patience) {
        Future<List<InetAddress>> found;
        try {
            found = threads.submit(() -> lookUp(host));
        } catch (RejectedExecutionException e) {
            return List.of();
        }
        try {
            return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            found.cancel(true);
            return List.of();
        } catch (InterruptedException e) {
            found.cancel(true);
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the look-up of a host broke", e.getCause());
        }
    }

    private List<InetAddress> lookUp(String host) {
        try {
            return lookup.addresses(host);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
