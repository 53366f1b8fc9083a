package im.conduit.signalr.netty;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.TransferFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// What an attacker sends in one protocol: valid records with a few bytes changed or their ends cut
/// off, then a call that is in order.
///
/// @param protocol writes the valid records
record HostileRecords(HubProtocol protocol) {

    private static final byte SEPARATOR = 0x1e;
    private static final Map<String, String> NONE = Map.of();
    private static final List<HubMessage> VALID =
            List.of(
                    call("1", "echo", "hello"),
                    new HubMessage.StreamInvocation(
                            NONE, "2", "repeat", new Object[0], List.of("up")),
                    new HubMessage.StreamItem(NONE, "up", "item"),
                    new HubMessage.Completion(NONE, "up", new Outcome.Empty()),
                    new HubMessage.Completion(NONE, "s1", new Outcome.Result("answer")),
                    new HubMessage.CancelInvocation(NONE, "2"),
                    new HubMessage.Ping(),
                    new HubMessage.Close(null, false),
                    new HubMessage.Ack(1),
                    new HubMessage.Sequence(1));

    private static HubMessage call(String id, String target, String argument) {
        return new HubMessage.Invocation(NONE, id, target, new Object[] {argument}, List.of());
    }

    byte[] handshake() {
        return ("{\"protocol\":\"" + protocol.name() + "\",\"version\":1}\u001e")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Up to three records, of which the last is broken. Broken JSON ends where its record would.
    byte[] broken(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(3); i > 0; i--) {
            bytes.writeBytes(valid(random));
        }
        bytes.writeBytes(mutated(valid(random), random));
        byte[] all = bytes.toByteArray();
        if (text() && all[all.length - 1] != SEPARATOR) {
            bytes.write(SEPARATOR);
        }
        return bytes.toByteArray();
    }

    private byte[] valid(Random random) {
        return protocol.write(VALID.get(random.nextInt(VALID.size())));
    }

    static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int value = random.nextBoolean() ? random.nextInt(256) : random.nextInt(' ', 0x7f);
            bytes[random.nextInt(bytes.length)] = (byte) value;
        }
        boolean cut = random.nextBoolean();
        return cut ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
    }

    /// A call that shows whether the connection goes on, and its answer as Latin-1.
    byte[] question() {
        return protocol.write(call("question", "echo", "still here"));
    }

    String answer() {
        return latin1(
                new HubMessage.Completion(NONE, "question", new Outcome.Result("still here")));
    }

    /// What every connection comes to hear, as Latin-1: the answer, a Close message, a refused
    /// handshake, or a close frame for text that is none.
    Pattern answerOrFarewell() {
        String farewell =
                text() ? "\\{\"type\":7|^\\{\"error\":|close 1007$" : "[\u0092\u0093]\u0007";
        return Pattern.compile(Pattern.quote(answer()) + "|" + farewell);
    }

    /// Enough to fill whatever length a broken record claims, and broken itself.
    static byte[] filler() {
        byte[] bytes = new byte[40_000];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    /// Whether a record ends where `bytes` do. If not, the server takes what comes next for the
    /// rest of it.
    boolean whole(byte[] bytes) {
        if (text()) {
            return bytes[bytes.length - 1] == SEPARATOR;
        }
        int at = 0;
        while (at < bytes.length) {
            int length = 0;
            int shift = 0;
            do {
                length |= (bytes[at] & 0x7f) << shift;
                shift += 7;
            } while (bytes[at++] < 0 && at < bytes.length && shift < 28);
            at += length;
        }
        return at == bytes.length;
    }

    private boolean text() {
        return protocol.transferFormat() == TransferFormat.TEXT;
    }

    private String latin1(HubMessage message) {
        return new String(protocol.write(message), StandardCharsets.ISO_8859_1);
    }
}
