package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.key.Credentials;
import im.conduit.realtime.key.Credentials.Issued;
import org.jspecify.annotations.Nullable;

/// What is told of a realtime token or a browser session. Contract section 6.
public final class IssuedDocument {

    private IssuedDocument() {}

    /// A token, as UTF-8 JSON.
    public static byte[] token(Issued token) {
        ObjectNode body = Json.object().put("token", token.text());
        body.put("expiresAt", Json.time(token.expires()));
        return Json.bytes(body.put("expiresInSeconds", Credentials.TOKEN_LIFE.toSeconds()));
    }

    /// A session, as UTF-8 JSON; its secret is in the cookie alone.
    public static byte[] session(Issued session, @Nullable String user) {
        ObjectNode body = Json.object().put("user", user);
        body.put("expiresAt", Json.time(session.expires()));
        return Json.bytes(body.put("expiresInSeconds", Credentials.SESSION_LIFE.toSeconds()));
    }
}
