package im.conduit.realtime.webhook;

import im.conduit.realtime.webhook.Delivery.Content;
import java.util.Map;

/// The JSON of webhooks, which the wire room writes and reads.
public interface DeliveryDocuments {

    /// The body, as contract section 7 has it: it survives `JSON.stringify(JSON.parse(body))` byte
    /// for byte, and is the same for the same snapshot.
    String body(WebhookType type, Content.Snapshot snapshot);

    /// The caller's headers.
    ///
    /// @param json an object of strings
    Map<String, String> headers(String json);
}
