package im.conduit.signalr.server;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A connection as its hub sees it.
final class CallerView implements HubCaller {

    private final HubConnection connection;
    private volatile @Nullable Map<String, Object> items;
    private volatile @Nullable CancellationToken aborted;
    private boolean over;

    CallerView(HubConnection connection) {
        this.connection = connection;
    }

    @Override
    public String connectionId() {
        return connection.connectionId();
    }

    @Override
    public @Nullable String userId() {
        return connection.principal().userId();
    }

    @Override
    public HubPrincipal principal() {
        return connection.principal();
    }

    @Override
    public HubRequest request() {
        return connection.request();
    }

    @Override
    public TransportType transport() {
        return connection.transportType();
    }

    @Override
    public Map<String, Object> items() {
        Map<String, Object> known = items;
        if (known == null) {
            synchronized (this) {
                known = items;
                if (known == null) {
                    known = new ConcurrentHashMap<>(4);
                    items = known;
                }
            }
        }
        return known;
    }

    @Override
    public HubCallerClients clients() {
        return new CallerAddressing(connection.hub(), connectionId());
    }

    @Override
    public HubGroups groups() {
        return new LifetimeGroups(connection.hub().lifetime());
    }

    @Override
    public CancellationToken aborted() {
        CancellationToken known = aborted;
        if (known == null) {
            synchronized (this) {
                known = aborted;
                if (known == null) {
                    known = new CancellationToken();
                    if (over) {
                        known.cancel();
                    }
                    aborted = known;
                }
            }
        }
        return known;
    }

    /// The connection has ended or is about to: tells who waits for that, if anybody does.
    ///
    /// @param executor runs what is to follow
    void ended(Executor executor) {
        CancellationToken known;
        synchronized (this) {
            over = true;
            known = aborted;
        }
        if (known != null && !known.isCancelled()) {
            executor.execute(known::cancel);
        }
    }

    @Override
    public void send(MessageBundle bundle) {
        connection.send(bundle);
    }

    @Override
    public void abort() {
        connection.end(Ending.aborted());
    }

    /// The caller and everybody else.
    private static final class CallerAddressing extends Addressing implements HubCallerClients {

        private final String self;

        CallerAddressing(HubRuntime hub, String self) {
            super(hub);
            this.self = self;
        }

        @Override
        public SingleClient caller() {
            return client(self);
        }

        @Override
        public ClientProxy others() {
            return allExcept(Set.of(self));
        }

        @Override
        public ClientProxy othersInGroup(String group) {
            return groupExcept(group, Set.of(self));
        }
    }
}
