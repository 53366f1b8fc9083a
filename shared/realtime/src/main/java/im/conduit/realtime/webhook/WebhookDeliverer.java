package im.conduit.realtime.webhook;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.QueueHandler;
import im.conduit.realtime.webhook.DeliveryStore.Claim;
import im.conduit.realtime.webhook.DeliveryStore.Recorded;
import im.conduit.realtime.webhook.WebhookTransport.Answer;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers webhooks: claim, body, signature, POST, outcome. Whatever ends it early leaves the
/// delivery in the due set, from which it comes back once the permit has lapsed.
///
/// There is one wherever something can send; other functions have this room, but not the transport.
@Singleton
@Requires(beans = WebhookTransport.class)
public final class WebhookDeliverer implements QueueHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDeliverer.class);

    /// Longer than any attempt takes: busy host, look-up, answer, recording.
    private static final Duration PERMIT_TIME = Duration.ofSeconds(30);

    private final DeliveryStore deliveries;
    private final PostWriter posts;
    private final WebhookTransport transport;
    private final Doorbell doorbell;
    private final InstantSource clock;
    private final AttemptRule rule;

    WebhookDeliverer(
            DeliveryStore deliveries,
            PostWriter posts,
            WebhookTransport transport,
            Doorbell doorbell,
            InstantSource clock,
            AttemptRule rule) {
        this.deliveries = deliveries;
        this.posts = posts;
        this.transport = transport;
        this.doorbell = doorbell;
        this.clock = clock;
        this.rule = rule;
    }

    @Override
    public DueWork.Kind kind() {
        return DueWork.Kind.WEBHOOK;
    }

    @Override
    public void handle(DueWork work) throws InterruptedException {
        Optional<DeliveryId> next = Optional.of(new DeliveryId(work.task(), work.sequence()));
        while (next.isPresent()) {
            next = turn(next.get());
        }
    }

    /// @return the delivery that is to be looked at instead, if there is one
    private Optional<DeliveryId> turn(DeliveryId id) throws InterruptedException {
        String permit = UUID.randomUUID().toString();
        switch (deliveries.claim(id, permit, PERMIT_TIME)) {
            case Claim.Claimed(Delivery delivery) -> send(delivery, permit);
            case Claim.NotDue(KeyId owner, Duration rest) -> doorbell.ring(id.work(), owner, rest);
            case Claim.Overtaken(DeliveryId by) -> {
                return Optional.of(by);
            }
            case Claim.Nothing() -> {}
        }
        return Optional.empty();
    }

    private void send(Delivery delivery, String permit) throws InterruptedException {
        Optional<String> body = deliveries.keep(delivery.id(), permit, posts.body(delivery));
        if (body.isEmpty()) {
            return;
        }
        Instant at = clock.instant();
        Answer answer = transport.post(posts.post(delivery, body.get(), at));
        DeliveryOutcome outcome = rule.outcome(answer, delivery.attempts(), at, clock.instant());
        Recorded recorded = deliveries.record(delivery.id(), permit, outcome);
        if (recorded instanceof Recorded.RingAfter(DeliveryId next, Duration delay)) {
            doorbell.ring(next.work(), delivery.owner(), delay);
        }
        log(delivery, outcome, recorded);
    }

    private static void log(Delivery delivery, DeliveryOutcome outcome, Recorded recorded) {
        String became =
                switch (outcome) {
                    case DeliveryOutcome.Delivered(Attempt attempt) ->
                            "delivered in " + attempt.latency().toMillis() + " ms";
                    case DeliveryOutcome.RetryAfter(Attempt attempt, Duration delay) ->
                            attempt.error() + ", again in " + delay.toMillis() + " ms";
                    case DeliveryOutcome.GaveUp(_, String cause) -> "given up: " + cause;
                    case DeliveryOutcome.Postponed(Duration delay) ->
                            "postponed by " + delay.toMillis() + " ms";
                };
        boolean lost = recorded instanceof Recorded.PermitLost;
        LOG.info(
                "webhook {} of key {}, attempt {}: {}{}",
                delivery.id().eventId(),
                delivery.owner(),
                delivery.attempts() + 1,
                became,
                lost ? " (not recorded: the permit had lapsed)" : "");
    }
}
