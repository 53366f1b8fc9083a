package im.conduit.realtime.webhook;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/// Beans of this room that have no class of their own.
@Factory
final class WebhookBeans {

    @Singleton
    HostLookup hostLookup() {
        return HostLookup.system();
    }
}
