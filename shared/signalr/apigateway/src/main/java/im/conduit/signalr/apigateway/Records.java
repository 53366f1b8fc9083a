package im.conduit.signalr.apigateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// SignalR's JSON records, packed into messages that the gateway takes.
public final class Records {

    /// What every inbound frame is answered with when there is nothing else to say: a client that
    /// only sends never pings, and would take the silence for a dead server.
    public static final String PING = "{\"type\":6}\u001e";

    private static final char SEPARATOR = '\u001e';

    private Records() {}

    /// Splits between records into messages of at most `limit` bytes, in order. A single record
    /// over the limit is a message of its own, which the gateway will refuse.
    public static List<String> pack(String records, int limit) {
        List<String> messages = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        int bytes = 0;
        for (int from = 0; from < records.length(); ) {
            int end = records.indexOf(SEPARATOR, from);
            String record = records.substring(from, end < 0 ? records.length() : end + 1);
            int length = record.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > 0 && bytes + length > limit) {
                messages.add(message.toString());
                message.setLength(0);
                bytes = 0;
            }
            message.append(record);
            bytes += length;
            from += record.length();
        }
        if (bytes > 0) {
            messages.add(message.toString());
        }
        return messages;
    }
}
