package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubPrincipal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Connection tokens that any node with the same key can check: id, hub, user, node and expiry,
/// signed with HMAC-SHA256. URL-safe, since the JavaScript client does not encode them.
final class ConnectionTokens {

    private static final byte VERSION = 1;
    private static final int STATEFUL = 1;
    private static final int IS_ID = 2;
    private static final int ID_BYTES = 16;
    private static final int NODE_BYTES = 8;
    private static final int USER_BYTES = 8;
    private static final int MAC_BYTES = 16;
    private static final int BODY_BYTES = 1 + 1 + Long.BYTES + NODE_BYTES + ID_BYTES + USER_BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;
    private final byte[] node = new byte[NODE_BYTES];
    private final InstantSource clock;
    private final Duration validity;

    /// @param secret shared by all nodes
    /// @param validity how long a token may wait for its first connect
    ConnectionTokens(byte[] secret, InstantSource clock, Duration validity) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.clock = clock;
        this.validity = validity;
        random.nextBytes(node);
    }

    Duration validity() {
        return validity;
    }

    /// What a token says.
    ///
    /// @param id 22 characters, or the token itself
    /// @param stateful whether stateful reconnect was granted
    /// @param here whether this node made it
    record Claims(String id, boolean stateful, boolean here, byte[] user) {

        /// Of a connection without negotiate, for whoever comes.
        static Claims unasked(String id) {
            return new Claims(id, false, true, new byte[USER_BYTES]);
        }

        /// Whether it was made for nobody in particular or for this user.
        boolean belongsTo(HubPrincipal principal) {
            return Arrays.equals(user, new byte[USER_BYTES])
                    || Arrays.equals(user, userDigest(principal.userId()));
        }
    }

    /// A public id: 16 random bytes, 22 characters.
    String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return ENCODER.encodeToString(id);
    }

    /// A token for a new connection.
    String issue(String id, String hub, HubPrincipal principal, boolean stateful) {
        return issue(id, hub, principal, stateful ? STATEFUL : 0);
    }

    /// A token that is the public id as well, for clients that know but one.
    String issueAsId(String hub, HubPrincipal principal, boolean stateful) {
        return issue(newId(), hub, principal, stateful ? STATEFUL | IS_ID : IS_ID);
    }

    private String issue(String id, String hub, HubPrincipal principal, int flags) {
        ByteBuffer token = ByteBuffer.allocate(BODY_BYTES + MAC_BYTES);
        token.put(VERSION)
                .put((byte) flags)
                .putLong(clock.instant().plus(validity).toEpochMilli())
                .put(node)
                .put(Base64.getUrlDecoder().decode(id))
                .put(userDigest(principal.userId()));
        byte[] body = Arrays.copyOf(token.array(), BODY_BYTES);
        token.put(sign(body, hub), 0, MAC_BYTES);
        return ENCODER.encodeToString(token.array());
    }

    /// What a token says, or `null` when it is forged, expired or of another hub.
    @Nullable Claims check(String text, String hub) {
        byte[] token;
        try {
            token = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
        if (token.length != BODY_BYTES + MAC_BYTES
                || token[0] != VERSION
                || !ENCODER.encodeToString(token).equals(text)) { // one spelling, one connection
            return null;
        }
        byte[] body = Arrays.copyOf(token, BODY_BYTES);
        byte[] mac = Arrays.copyOfRange(token, BODY_BYTES, token.length);
        if (!MessageDigest.isEqual(mac, Arrays.copyOf(sign(body, hub), MAC_BYTES))) {
            return null;
        }
        return read(text, ByteBuffer.wrap(body));
    }

    private @Nullable Claims read(String text, ByteBuffer body) {
        int flags = body.position(1).get();
        if (body.getLong() < clock.millis()) {
            return null;
        }
        byte[] maker = new byte[NODE_BYTES];
        byte[] id = new byte[ID_BYTES];
        byte[] user = new byte[USER_BYTES];
        body.get(maker).get(id).get(user);
        return new Claims(
                (flags & IS_ID) != 0 ? text : ENCODER.encodeToString(id),
                (flags & STATEFUL) != 0,
                Arrays.equals(maker, node),
                user);
    }

    private byte[] sign(byte[] body, String hub) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(body);
            return mac.doFinal(hub.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] userDigest(@Nullable String user) {
        if (user == null) {
            return new byte[USER_BYTES];
        }
        try {
            return Arrays.copyOf(
                    MessageDigest.getInstance("SHA-256")
                            .digest(user.getBytes(StandardCharsets.UTF_8)),
                    USER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
