package im.conduit.signalr.server;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// The settings `signalr.connections.*`: how many connections a node lets in, over all its hubs.
///
/// @param maximum connections at the same time; 0 for no limit
/// @param maximumPerUser connections of one user at the same time; 0 for no limit
@ConfigurationProperties("signalr.connections")
record ConnectionLimitSettings(
        @Bindable(defaultValue = "0") int maximum,
        @Bindable(defaultValue = "0") int maximumPerUser) {

    /// The admission that keeps these limits.
    Admission admission() {
        return maximum == 0 && maximumPerUser == 0
                ? Admission.OPEN
                : new ConnectionLimit(
                        maximum == 0 ? Integer.MAX_VALUE : maximum,
                        maximumPerUser == 0 ? Integer.MAX_VALUE : maximumPerUser);
    }
}
