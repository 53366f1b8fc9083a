package im.conduit.signalr.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubMessage.Completion;
import im.conduit.signalr.protocol.HubMessage.Invocation;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.InvocationBinder;
import im.conduit.signalr.protocol.JsonHubProtocol;
import im.conduit.signalr.protocol.MessagePackHubProtocol;
import im.conduit.signalr.protocol.ProtocolLimits;
import im.conduit.signalr.protocol.TransferFormat;
import im.conduit.signalr.server.HubException;
import im.conduit.signalr.server.JacksonPayloadCodec;
import java.lang.reflect.Type;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A client over a real WebSocket, in either protocol.
final class HubSocket implements WebSocket.Listener, InvocationBinder, AutoCloseable {

    /// What a client can speak.
    enum Spoken {
        JSON(new JsonHubProtocol(JacksonPayloadCodec.camelCase(), ProtocolLimits.DEFAULT)),
        MESSAGE_PACK(
                new MessagePackHubProtocol(
                        JacksonPayloadCodec.camelCase().binary(), ProtocolLimits.DEFAULT));

        private final HubProtocol protocol;

        Spoken(HubProtocol protocol) {
            this.protocol = protocol;
        }
    }

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 10;

    private final HubProtocol protocol;
    private final WebSocket socket;
    private final CompletableFuture<String> shaken = new CompletableFuture<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> questions = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<@Nullable Object>> calls =
            new ConcurrentHashMap<>();
    private final AtomicInteger lastCall = new AtomicInteger();
    private final StringBuilder text = new StringBuilder();
    private final java.io.ByteArrayOutputStream binary = new java.io.ByteArrayOutputStream();
    private volatile String lastAsked = "";
    private volatile @Nullable Function<String, Outcome> answers;
    private final String id;

    private HubSocket(Node node, Spoken spoken, @Nullable String user) {
        this.protocol = spoken.protocol;
        this.socket = HTTP.newWebSocketBuilder().buildAsync(node.rooms(user), this).join();
        String handshake = "{\"protocol\":\"" + protocol.name() + "\",\"version\":1}\u001e";
        write(handshake.getBytes(UTF_8));
        get(shaken);
        this.id = (String) Objects.requireNonNull(call("Id"));
    }

    static HubSocket on(Node node, Spoken spoken, @Nullable String user) {
        return new HubSocket(node, spoken, user);
    }

    static HubSocket on(Node node, Spoken spoken) {
        return new HubSocket(node, spoken, null);
    }

    String id() {
        return id;
    }

    /// Calls a hub method and waits for its answer.
    @Nullable Object call(String method, Object... arguments) {
        return get(start(method, arguments));
    }

    /// Calls a hub method.
    CompletableFuture<@Nullable Object> start(String method, Object... arguments) {
        String call = Integer.toString(lastCall.incrementAndGet());
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        calls.put(call, answer);
        write(protocol.write(new Invocation(Map.of(), call, method, arguments, List.of())));
        return answer;
    }

    /// The next text that came as `Heard`.
    @Nullable String heard() {
        return take(heard);
    }

    /// The next question that came as `Read`.
    @Nullable String asked() {
        return take(questions);
    }

    /// Answers the last question that was left open.
    void answer(Outcome outcome) {
        write(protocol.write(new Completion(Map.of(), lastAsked, outcome)));
    }

    /// How to answer questions from now on; before, they are left open.
    void answering(Function<String, Outcome> how) {
        answers = how;
    }

    private static <T extends @Nullable Object> T get(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private static @Nullable String take(BlockingQueue<String> queue) {
        try {
            return queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void write(byte[] bytes) {
        if (protocol.transferFormat() == TransferFormat.TEXT) {
            socket.sendText(new String(bytes, UTF_8), true).join();
        } else {
            socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            byte[] bytes = text.toString().getBytes(UTF_8);
            text.setLength(0);
            read(bytes);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        binary.writeBytes(bytes);
        if (last) {
            byte[] all = binary.toByteArray();
            binary.reset();
            read(all);
        }
        from.request(1);
        return null;
    }

    private void read(byte[] bytes) {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        if (!shaken.isDone()) {
            while (input.get() != 0x1e) {
                // the answer to the handshake
            }
            shaken.complete("");
        }
        HubMessage message = protocol.parse(input, this);
        while (message != null) {
            take(message);
            message = protocol.parse(input, this);
        }
    }

    private void take(HubMessage message) {
        switch (message) {
            case Invocation call when call.target().equals("Read") -> question(call);
            case Invocation call -> heard.add(String.valueOf(call.arguments()[0]));
            case Completion answer -> settle(answer);
            default -> {}
        }
    }

    private void question(Invocation call) {
        String what = String.valueOf(call.arguments()[0]);
        lastAsked = Objects.requireNonNull(call.invocationId());
        Function<String, Outcome> how = answers;
        questions.add(what);
        if (how != null) {
            answer(how.apply(what));
        }
    }

    private void settle(Completion answer) {
        CompletableFuture<@Nullable Object> call = calls.remove(answer.invocationId());
        if (call == null) {
            return;
        }
        switch (answer.outcome()) {
            case Outcome.Result(var value) -> call.complete(value);
            case Outcome.Empty() -> call.complete(null);
            case Outcome.Failed(String error) ->
                    call.completeExceptionally(new HubException(error));
        }
    }

    @Override
    public List<Type> parameterTypes(String target) {
        return List.of(String.class);
    }

    @Override
    public Type returnType(String invocationId) {
        return Object.class;
    }

    @Override
    public Type streamItemType(String streamId) {
        return Object.class;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
