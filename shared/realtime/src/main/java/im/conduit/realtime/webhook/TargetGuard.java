package im.conduit.realtime.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Keeps requests that others choose the target of away from inside addresses. Asked when a task is
/// submitted, and again when a connection is made; the connection then goes to the very addresses
/// that were checked. Contract section 7.
///
/// Safe for use by many threads; a call blocks for the look-up, at most as long as the caller's
/// patience.
public interface TargetGuard {

    /// How long a submission waits for a host name.
    Duration SUBMIT_PATIENCE = Duration.ofMillis(500);

    /// Looks the target up, within [#SUBMIT_PATIENCE].
    default Verdict check(URI target) {
        return check(target, SUBMIT_PATIENCE);
    }

    /// Looks the target up.
    ///
    /// @param patience how long the look-up of the host name may take; [Verdict.Unresolved] after
    ///     it
    Verdict check(URI target, Duration patience);

    /// What became of a check.
    sealed interface Verdict {

        /// The target may be called.
        ///
        /// @param addresses where to connect to, and nowhere else; never empty
        record Allowed(List<InetAddress> addresses) implements Verdict {

            /// @throws IllegalArgumentException without addresses
            public Allowed {
                if (addresses.isEmpty()) {
                    throw new IllegalArgumentException("an allowed target has an address");
                }
                addresses = List.copyOf(addresses);
            }
        }

        /// The target must not be called.
        ///
        /// @param reason continues a sentence that begins with the target, such as "must use
        ///     https"; names no address
        record Refused(String reason) implements Verdict {}

        /// The host has no address now, or none was found in time. A submission accepts it.
        record Unresolved() implements Verdict {}
    }
}
