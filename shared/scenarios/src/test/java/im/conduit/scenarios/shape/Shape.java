package im.conduit.scenarios.shape;

import im.conduit.testkit.webhook.WebhookSink;
import java.net.URI;

/// A running Conduit, however it is deployed. Everything a scenario may know of it is here.
public interface Shape extends AutoCloseable {

    /// Where its HTTP API is.
    URI uri();

    /// Where a hub takes WebSockets without negotiation.
    ///
    /// @param name such as `image-generation`
    /// @param key whose, in the query
    URI hub(String name, Key key);

    /// A receiver whose address it may call.
    WebhookSink sink();

    @Override
    void close();

    /// A registered virtual key.
    ///
    /// @param key its characters
    /// @param webhookSecret `whsec_…`
    record Key(String key, String webhookSecret) {

        /// The key of most scenarios.
        public static final Key ALICE =
                new Key(
                        "condt_aliceAliceAliceAliceAliceAlice01",
                        "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

        /// Somebody else's.
        public static final Key BOB =
                new Key(
                        "condt_bobBobBobBobBobBobBobBobBobBob02",
                        "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=");

        /// One that may use `demo-*` models only.
        public static final Key CAROL =
                new Key(
                        "condt_carolCarolCarolCarolCarolCarol03",
                        "whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU=");
    }
}
