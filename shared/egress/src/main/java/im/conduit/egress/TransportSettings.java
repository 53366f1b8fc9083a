package im.conduit.egress;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// `conduit.webhooks.transport`: the HTTP client that webhooks leave by.
///
/// @param requestsPerHost how many requests one host may have at once, over all keys
/// @param hostPatience how long a request waits for its host to have fewer, before it is put off
/// @param connections how many connections are open at once, idle ones included
/// @param keepAlive how long an idle connection is kept at most; a receiver that says less gets
///     less
@ConfigurationProperties("conduit.webhooks.transport")
record TransportSettings(
        @Bindable(defaultValue = "32") int requestsPerHost,
        @Bindable(defaultValue = "1s") Duration hostPatience,
        @Bindable(defaultValue = "256") int connections,
        @Bindable(defaultValue = "3s") Duration keepAlive) {

    /// What holds where nothing is configured.
    static final TransportSettings DEFAULT =
            new TransportSettings(32, Duration.ofSeconds(1), 256, Duration.ofSeconds(3));

    TransportSettings {
        if (requestsPerHost < 1 || connections < requestsPerHost) {
            throw new IllegalArgumentException(
                    "conduit.webhooks.transport.requests-per-host must be at least 1"
                            + " and at most connections");
        }
        if (hostPatience.isNegative() || hostPatience.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException(
                    "conduit.webhooks.transport.host-patience must be 0 to 10s");
        }
    }
}
