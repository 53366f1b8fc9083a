package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A hub under one set of options: the protocols with their limits, and the bytes of a ping.
final class EndpointRuntime {

    private final HubRuntime hub;
    private final HubOptions options;
    private final Map<String, HubProtocol> protocols;
    private final Map<String, OutgoingMessage> pings;
    private final ConnectionListener listener;

    EndpointRuntime(
            HubRuntime hub,
            HubOptions options,
            List<HubProtocol> protocols,
            ConnectionListener listener) {
        this.hub = hub;
        this.options = options;
        this.listener = listener;
        this.protocols =
                protocols.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        p -> p.name().toLowerCase(Locale.ROOT),
                                        Function.identity()));
        this.pings =
                protocols.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        HubProtocol::name,
                                        p ->
                                                OutgoingMessage.of(
                                                        p.write(new HubMessage.Ping()),
                                                        p.transferFormat())));
    }

    HubRuntime hub() {
        return hub;
    }

    HubOptions options() {
        return options;
    }

    /// A protocol by name, without regard to case, or `null`.
    @Nullable HubProtocol protocol(String name) {
        return protocols.get(name.toLowerCase(Locale.ROOT));
    }

    /// The JSON protocol, for frames without a connection in memory.
    HubProtocol json() {
        HubProtocol json = protocol("json");
        if (json == null) {
            throw new IllegalStateException("a stateless hub speaks JSON");
        }
        return json;
    }

    /// What a caller reads whose invocation could not be bound.
    String bindingError(HubMessage.InvocationBindingFailure failure) {
        HubMethodDescriptor method = hub.methods().find(failure.target());
        String said = failure.cause().getMessage();
        return ErrorText.of(
                "Failed to invoke '"
                        + (method == null ? failure.target() : method.name())
                        + "' due to an error on the server.",
                method == null
                        ? new HubException("Method does not exist.")
                        : ConnectionFault.invalidData(said == null ? "" : said),
                options.detailedErrors());
    }

    OutgoingMessage ping(HubProtocol protocol) {
        OutgoingMessage ping = pings.get(protocol.name());
        if (ping == null) {
            throw new IllegalStateException("no such protocol here: " + protocol.name());
        }
        return ping;
    }

    ConnectionListener listener() {
        return listener;
    }
}
