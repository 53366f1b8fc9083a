package im.conduit.signalr.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A connection's identity and its place under the limits. The place is claimed and released by one
/// thread at a time.
final class Place {

    private final String connectionId;
    private final HubPrincipal principal;
    private final Admission admission;
    private volatile @Nullable Instant expires;
    private boolean asked;
    private @Nullable String refusal;

    Place(String connectionId, HubPrincipal principal, Admission admission) {
        this.connectionId = connectionId;
        this.principal = principal;
        this.admission = admission;
        this.expires = principal.expires();
    }

    String connectionId() {
        return connectionId;
    }

    HubPrincipal principal() {
        return principal;
    }

    /// Takes a later proof of identity of the same user: the connection is its first principal's,
    /// and expires with the last.
    synchronized void renew(HubPrincipal later) {
        Instant known = expires;
        Instant offered = later.expires();
        if (offered == null || known != null && offered.isAfter(known)) {
            expires = offered;
        }
    }

    /// Whether the proof of identity has run out.
    boolean expired() {
        Instant known = expires;
        return known != null && !Instant.now().isBefore(known);
    }

    /// Whether anybody may be refused.
    boolean limited() {
        return admission != Admission.OPEN;
    }

    /// Claims the place the first time.
    ///
    /// @return why the connection is refused, or `null`
    @Nullable String claim(HubRequest request) {
        if (!asked) {
            refusal = admission.claim(connectionId, request, principal);
            asked = true;
        }
        return refusal;
    }

    /// Refuses the connection, now and whenever the place is claimed again.
    ///
    /// @return the refusal
    String refuse(String why) {
        asked = true;
        refusal = why;
        return why;
    }

    /// Gives the place back if it was granted.
    void release() {
        if (asked && refusal == null) {
            admission.release(connectionId);
        }
    }
}
