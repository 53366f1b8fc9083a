package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.ProtocolLimits;
import io.micronaut.context.BeanContext;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/// All hubs of an application, and their endpoints. Built once; adapters serve its endpoints.
@Singleton
public final class HubServer {

    private final BeanContext beans;
    private final HubOptions defaults;
    private final HubLifetimeManager.Factory lifetimes;
    private final List<HubFilter> filters;
    private final List<ProtocolFactory> protocols;
    private final Optional<HubProtocol> json;
    private final ConnectionListener listener;
    private final Admission admission;
    private final Executor executor;
    private final Map<Class<?>, HubRuntime> hubs = new HashMap<>();
    private final Map<String, EndpointRuntime> hubPaths = new HashMap<>();
    private final List<ServedEndpoint> endpoints;

    HubServer(
            BeanContext beans,
            HubOptions defaults,
            HubLifetimeManager.Factory lifetimes,
            List<HubFilter> filters,
            List<ProtocolFactory> protocols,
            List<ConnectionListener> listeners,
            Admission admission,
            List<HubEndpoint> declared) {
        this.beans = beans;
        this.defaults = defaults;
        this.lifetimes = lifetimes;
        this.filters = filters;
        this.protocols = protocols;
        this.json =
                protocols.stream()
                        .map(protocol -> protocol.create(ProtocolLimits.DEFAULT))
                        .filter(protocol -> protocol.name().equals("json"))
                        .findFirst();
        this.listener = new ConnectionListeners(listeners);
        this.admission = admission;
        this.executor = task -> Thread.ofVirtual().name("hub").start(task);
        this.endpoints = serve(declared);
    }

    /// The endpoints, each path once.
    public List<ServedEndpoint> endpoints() {
        return endpoints;
    }

    /// The hub at a path, without regard to case, for servers that hold no connections.
    public Optional<StatelessEndpoint> stateless(String path) {
        return Optional.ofNullable(hubPaths.get(path.toLowerCase(Locale.ROOT)))
                .map(StatelessEndpoint::new);
    }

    /// A bundle's records in the JSON protocol, for servers that hold no connections.
    public String json(MessageBundle bundle) {
        HubProtocol spoken = json.orElseThrow(() -> new IllegalStateException("no JSON protocol"));
        return new String(bundle.encoded(spoken), StandardCharsets.UTF_8);
    }

    /// Starts a virtual thread for each task.
    public Executor executor() {
        return executor;
    }

    /// A hub seen from outside.
    ///
    /// @throws IllegalArgumentException when the class is no hub of this application
    public <H> HubContext<H> context(Class<H> hub) {
        HubRuntime runtime = hubs.get(hub);
        if (runtime == null) {
            throw new IllegalArgumentException(hub.getName() + " is no hub");
        }
        return new OutsideContext<>(
                new Addressing(runtime), new LifetimeGroups(runtime.lifetime()));
    }

    private record OutsideContext<H>(HubClients clients, HubGroups groups)
            implements HubContext<H> {}

    private List<ServedEndpoint> serve(List<HubEndpoint> declared) {
        Map<String, HubEndpoint> byPath = new LinkedHashMap<>();
        for (BeanDefinition<?> definition :
                beans.getBeanDefinitions(Qualifiers.byStereotype(Hub.class))) {
            Class<?> hub = definition.getBeanType();
            hubs.put(hub, runtime(definition));
            String path = definition.stringValue(Hub.class).orElse("");
            if (!path.isEmpty()) {
                add(byPath, new HubEndpoint(path, hub));
            }
        }
        Map<String, HubEndpoint> beansByPath = new LinkedHashMap<>();
        declared.forEach(endpoint -> add(beansByPath, endpoint));
        byPath.putAll(beansByPath);
        return byPath.values().stream().map(this::serve).toList();
    }

    private static void add(Map<String, HubEndpoint> byPath, HubEndpoint endpoint) {
        HubEndpoint other = byPath.put(endpoint.path().toLowerCase(Locale.ROOT), endpoint);
        if (other != null) {
            throw new IllegalStateException("two hub endpoints at " + endpoint.path());
        }
    }

    @SuppressWarnings("unchecked") // hubs are handled as objects
    private HubRuntime runtime(BeanDefinition<?> definition) {
        Class<?> hub = definition.getBeanType();
        return new HubRuntime(
                beans,
                (BeanDefinition<Object>) definition,
                lifetimes.create(hub.getName()),
                filters.stream().filter(filter -> filter.appliesTo(hub)).toList(),
                executor);
    }

    private ServedEndpoint serve(HubEndpoint endpoint) {
        HubOptions options = endpoint.options().apply(defaults);
        HubRuntime hub = hubs.get(endpoint.target());
        if (hub != null) {
            EndpointRuntime runtime =
                    new EndpointRuntime(hub, options, protocolsFor(options), listener);
            hubPaths.put(endpoint.path().toLowerCase(Locale.ROOT), runtime);
            return new ServedEndpoint(
                    endpoint,
                    options,
                    admission,
                    (id, principal, request, stateful) ->
                            new HubConnection(
                                    new Place(id, principal, admission),
                                    runtime,
                                    request,
                                    stateful,
                                    executor));
        }
        Object target = beans.getBean(endpoint.target());
        if (!(target instanceof ConnectionHandler handler)) {
            throw new IllegalStateException(
                    endpoint.target().getName() + " is neither a hub nor a connection handler");
        }
        return new ServedEndpoint(
                endpoint,
                options,
                admission,
                (id, principal, request, _) ->
                        new RawPipe(
                                new Place(id, principal, admission),
                                request,
                                handler,
                                options,
                                executor));
    }

    private List<HubProtocol> protocolsFor(HubOptions options) {
        ProtocolLimits limits =
                ProtocolLimits.DEFAULT.withMaxMessageBytes(
                        options.bounds().maximumReceiveMessageSize());
        return protocols.stream().map(protocol -> protocol.create(limits)).toList();
    }
}
