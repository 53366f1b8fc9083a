package im.conduit.signalr.protocol;

import im.conduit.signalr.protocol.HubMessage.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message of every kind, as both protocols' tables have them.
final class SampleMessages {

    private static final Map<String, String> NONE = Map.of();
    private static final Map<String, String> HEADER = Map.of("a", "b");

    static final HubMessage ECHO = invocation(null, "Echo", "hello");
    static final HubMessage WITH_EVERYTHING =
            new HubMessage.Invocation(HEADER, "1", "Echo", new Object[] {"x"}, List.of("s", "t"));
    static final HubMessage NOTHING = invocation("1", "Nothing");
    static final HubMessage ECHO_NULL =
            new HubMessage.Invocation(NONE, "1", "Echo", new Object[] {null}, List.of());
    static final HubMessage ITEM = new HubMessage.StreamItem(NONE, "up", 7);
    static final HubMessage RESULT =
            new HubMessage.Completion(HEADER, "s1", new Outcome.Result(42));
    static final HubMessage NULL_RESULT =
            new HubMessage.Completion(NONE, "other", new Outcome.Result(null));
    static final HubMessage FAILED =
            new HubMessage.Completion(NONE, "1", new Outcome.Failed("it broke"));
    static final HubMessage EMPTY = new HubMessage.Completion(NONE, "1", new Outcome.Empty());
    static final HubMessage STREAM =
            new HubMessage.StreamInvocation(NONE, "1", "Add", new Object[] {1, 2}, List.of());
    static final HubMessage CANCEL = new HubMessage.CancelInvocation(NONE, "1");
    static final HubMessage PING = new HubMessage.Ping();
    static final HubMessage CLOSE = new HubMessage.Close(null, false);
    static final HubMessage CLOSE_WITH_ERROR = new HubMessage.Close("gone", true);
    static final HubMessage ACK = new HubMessage.Ack(5);
    static final HubMessage SEQUENCE = new HubMessage.Sequence(9007199254740993L);

    static final List<HubMessage> ALL =
            List.of(
                    ECHO,
                    WITH_EVERYTHING,
                    NOTHING,
                    ECHO_NULL,
                    ITEM,
                    RESULT,
                    NULL_RESULT,
                    FAILED,
                    EMPTY,
                    STREAM,
                    CANCEL,
                    PING,
                    CLOSE,
                    CLOSE_WITH_ERROR,
                    ACK,
                    SEQUENCE);

    private SampleMessages() {}

    static HubMessage.Invocation invocation(
            @Nullable String id, String target, Object... arguments) {
        return new HubMessage.Invocation(NONE, id, target, arguments, List.of());
    }

    /// Everything that `protocol` makes of `input`.
    static List<HubMessage> parseAll(HubProtocol protocol, ByteBuffer input) {
        List<HubMessage> messages = new ArrayList<>();
        HubMessage message;
        while ((message = protocol.parse(input, new SmallHub())) != null) {
            messages.add(message);
        }
        return messages;
    }
}
