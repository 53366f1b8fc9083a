package im.conduit.signalr.redis;

import im.conduit.signalr.redis.Envelope.Acknowledged;
import im.conduit.signalr.redis.Envelope.Answered;
import im.conduit.signalr.redis.Envelope.Delivery;
import im.conduit.signalr.redis.Envelope.GroupChange;
import im.conduit.signalr.redis.Envelope.Question;
import im.conduit.signalr.redis.Envelope.Reminder;
import im.conduit.signalr.redis.Envelope.Unanswered;
import im.conduit.signalr.redis.Envelope.Withdrawn;
import im.conduit.signalr.server.EncodedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/// Envelopes as bytes: a version, a kind and the members in order, in MessagePack.
final class EnvelopeFormat {

    private static final int VERSION = 1;

    private static final int DELIVERY = 0;
    private static final int QUESTION = 1;
    private static final int REMINDER = 2;
    private static final int GROUP_CHANGE = 3;
    private static final int ACKNOWLEDGED = 4;
    private static final int ANSWERED = 5;
    private static final int UNANSWERED = 6;
    private static final int WITHDRAWN = 7;

    private EnvelopeFormat() {}

    static byte[] write(Envelope envelope) {
        try (MessageBufferPacker to = MessagePack.newDefaultBufferPacker()) {
            to.packInt(VERSION);
            write(to, envelope);
            return to.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(MessageBufferPacker to, Envelope envelope) throws IOException {
        switch (envelope) {
            case Delivery(String from, Set<String> except, EncodedMessage message) -> {
                to.packInt(DELIVERY).packString(from).packArrayHeader(except.size());
                for (String id : except) {
                    to.packString(id);
                }
                write(to, message);
            }
            case Question(String from, String id, EncodedMessage message) -> {
                to.packInt(QUESTION).packString(from).packString(id);
                write(to, message);
            }
            case Reminder(String from, String id) ->
                    to.packInt(REMINDER).packString(from).packString(id);
            case Withdrawn(String id) -> to.packInt(WITHDRAWN).packString(id);
            case GroupChange(String from, String id, String group, boolean join) ->
                    to.packInt(GROUP_CHANGE)
                            .packString(from)
                            .packString(id)
                            .packString(group)
                            .packBoolean(join);
            case Acknowledged(String id) -> to.packInt(ACKNOWLEDGED).packString(id);
            case Answered(String connectionId, String id, String protocol, byte[] completion) ->
                    to.packInt(ANSWERED)
                            .packString(connectionId)
                            .packString(id)
                            .packString(protocol)
                            .packBinaryHeader(completion.length)
                            .writePayload(completion);
            case Unanswered(String connectionId, String id, String reason) ->
                    to.packInt(UNANSWERED)
                            .packString(connectionId)
                            .packString(id)
                            .packString(reason);
        }
    }

    private static void write(MessageBufferPacker to, EncodedMessage message) throws IOException {
        to.packMapHeader(message.encodings().size());
        for (Map.Entry<String, byte[]> encoding : message.encodings().entrySet()) {
            to.packString(encoding.getKey()).packBinaryHeader(encoding.getValue().length);
            to.writePayload(encoding.getValue());
        }
    }

    /// @throws IllegalArgumentException when the bytes are no envelope of this version
    static Envelope read(byte[] bytes) {
        try (MessageUnpacker from = MessagePack.newDefaultUnpacker(bytes)) {
            int version = from.unpackInt();
            if (version != VERSION) {
                throw new IllegalArgumentException("an envelope of version " + version);
            }
            return read(from, bytes.length);
        } catch (IOException | org.msgpack.core.MessagePackException e) {
            throw new IllegalArgumentException("no envelope", e);
        }
    }

    private static Envelope read(MessageUnpacker from, int size) throws IOException {
        int kind = from.unpackInt();
        return switch (kind) {
            case DELIVERY -> new Delivery(from.unpackString(), ids(from), message(from, size));
            case QUESTION ->
                    new Question(from.unpackString(), from.unpackString(), message(from, size));
            case REMINDER -> new Reminder(from.unpackString(), from.unpackString());
            case GROUP_CHANGE ->
                    new GroupChange(
                            from.unpackString(),
                            from.unpackString(),
                            from.unpackString(),
                            from.unpackBoolean());
            case ACKNOWLEDGED -> new Acknowledged(from.unpackString());
            case ANSWERED ->
                    new Answered(
                            from.unpackString(),
                            from.unpackString(),
                            from.unpackString(),
                            bytes(from, size));
            case UNANSWERED ->
                    new Unanswered(from.unpackString(), from.unpackString(), from.unpackString());
            case WITHDRAWN -> new Withdrawn(from.unpackString());
            default -> throw new IllegalArgumentException("an envelope of kind " + kind);
        };
    }

    private static Set<String> ids(MessageUnpacker from) throws IOException {
        int count = from.unpackArrayHeader();
        Set<String> ids = HashSet.newHashSet(Math.min(count, 1000));
        for (int i = 0; i < count; i++) {
            ids.add(from.unpackString());
        }
        return ids;
    }

    private static EncodedMessage message(MessageUnpacker from, int size) throws IOException {
        int count = from.unpackMapHeader();
        Map<String, byte[]> encodings = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String protocol = from.unpackString();
            encodings.put(protocol, bytes(from, size));
        }
        return EncodedMessage.of(encodings);
    }

    /// @param size of the envelope: no room is made for more than is there
    private static byte[] bytes(MessageUnpacker from, int size) throws IOException {
        int length = from.unpackBinaryHeader();
        if (length > size - from.getTotalReadBytes()) {
            throw new IllegalArgumentException("an envelope that was cut short");
        }
        return from.readPayload(length);
    }
}
