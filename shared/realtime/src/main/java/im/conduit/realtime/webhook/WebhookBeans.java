package im.conduit.realtime.webhook;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/// Beans of this room that need more than their constructor.
@Factory
final class WebhookBeans {

    @Singleton
    HostLookup hostLookup() {
        return HostLookup.system();
    }

    @Singleton
    AttemptRule attemptRule(WebhookSettings settings) {
        return new AttemptRule(settings, () -> ThreadLocalRandom.current().nextDouble());
    }
}
