package im.conduit.egress;

import im.conduit.realtime.webhook.TargetGuard;
import im.conduit.realtime.webhook.TargetGuard.Verdict;
import im.conduit.realtime.webhook.WebhookTransport;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/// Apache's HTTP client, whose resolver can be replaced (see [PinnedAddresses]).
///
/// Each exchange has a virtual thread of its own, which is interrupted when its time is over: that
/// ends a connection, a handshake and a slow answer alike, whatever the client's own timeouts say.
@Singleton
final class ApacheWebhookTransport implements WebhookTransport {

    private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(5);

    /// How long the body may take once the status is there.
    private static final Duration LONGEST_BODY = Duration.ofSeconds(1);

    private final TargetGuard guard;
    private final TransportSettings settings;
    private final HostSlots slots;
    private final CloseableHttpClient client;
    private final String userAgent = "Conduit-Webhooks/" + Product.version();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    ApacheWebhookTransport(TargetGuard guard, TransportSettings settings) {
        this(guard, settings, SSLContexts.createSystemDefault());
    }

    /// @param tls whom to trust
    ApacheWebhookTransport(TargetGuard guard, TransportSettings settings, SSLContext tls) {
        this.guard = guard;
        this.settings = settings;
        this.slots = new HostSlots(settings.requestsPerHost());
        this.client = ClientFactory.client(settings, tls);
    }

    @Override
    public Answer post(Post post) throws InterruptedException {
        String host = String.valueOf(post.url().getHost()).toLowerCase(Locale.ROOT);
        if (!slots.take(host, settings.hostPatience())) {
            return new Answer.Busy();
        }
        try {
            long deadline = System.nanoTime() + post.timeout().toNanos();
            return switch (guard.check(post.url(), lookUpTime(post.timeout()))) {
                case Verdict.Refused(String reason) -> new Answer.Failed("the target " + reason);
                case Verdict.Unresolved() -> new Answer.Failed("the host has no address");
                case Verdict.Allowed(List<InetAddress> addresses) ->
                        exchange(post, addresses, deadline);
            };
        } finally {
            slots.giveBack(host);
        }
    }

    /// How many hosts have requests now.
    int busyHosts() {
        return slots.size();
    }

    /// Ends the client's connections and threads.
    @PreDestroy
    void close() {
        client.close(CloseMode.IMMEDIATE);
        threads.shutdownNow();
    }

    private Answer exchange(Post post, List<InetAddress> addresses, long deadline)
            throws InterruptedException {
        Exchange exchange = new Exchange(client, post, userAgent);
        Future<?> running =
                threads.submit(
                        () -> {
                            exchange.run(addresses);
                            return true;
                        });
        Answer otherwise = new Answer.Failed("no answer within " + text(post.timeout()));
        try {
            if (exchange.awaitAnswer(Duration.ofNanos(deadline - System.nanoTime()))) {
                running.get(LONGEST_BODY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            // The status is there; the rest of the body does not matter.
        } catch (ExecutionException e) {
            otherwise = new Answer.Failed(phrase(e.getCause()));
        } finally {
            running.cancel(true);
            exchange.abort();
        }
        return exchange.answer().orElse(otherwise);
    }

    private static String phrase(@Nullable Throwable failure) {
        if (failure instanceof IOException io) {
            return Causes.phrase(io);
        }
        throw new IllegalStateException("an exchange broke", failure);
    }

    private static Duration lookUpTime(Duration timeout) {
        Duration half = timeout.dividedBy(2);
        return half.compareTo(LONGEST_LOOK_UP) < 0 ? half : LONGEST_LOOK_UP;
    }

    private static String text(Duration timeout) {
        return timeout.toMillis() % 1000 == 0
                ? timeout.toSeconds() + " s"
                : timeout.toMillis() + " ms";
    }
}
