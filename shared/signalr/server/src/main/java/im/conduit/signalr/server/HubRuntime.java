package im.conduit.signalr.server;

import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanRegistration;
import io.micronaut.inject.BeanDefinition;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A hub at work: its methods, its instances, its connections, what stands around its calls.
final class HubRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(HubRuntime.class);

    private final BeanContext beans;
    private final BeanDefinition<Object> definition;
    private final HubMethodTable methods;
    private final HubLifetimeManager lifetime;
    private final FilterChain filters;
    private final LifecycleCalls lifecycle;
    private final Executor executor;
    private volatile @Nullable Lease single;

    HubRuntime(
            BeanContext beans,
            BeanDefinition<Object> definition,
            HubLifetimeManager lifetime,
            List<HubFilter> filters,
            Executor executor) {
        this.beans = beans;
        this.definition = definition;
        this.methods = HubMethodTable.of(definition);
        this.lifetime = lifetime;
        this.filters = new FilterChain(filters);
        this.lifecycle = new LifecycleCalls(this);
        this.executor = executor;
    }

    Class<?> type() {
        return definition.getBeanType();
    }

    BeanContext beans() {
        return beans;
    }

    HubMethodTable methods() {
        return methods;
    }

    HubLifetimeManager lifetime() {
        return lifetime;
    }

    FilterChain filters() {
        return filters;
    }

    LifecycleCalls lifecycle() {
        return lifecycle;
    }

    /// Tells the lifetime manager that a connection has ended.
    void signOff(HubConnection connection) {
        try {
            lifetime.disconnected(connection);
        } catch (RuntimeException failed) {
            LOG.error("A connection could not be signed off", failed);
        }
    }

    /// Starts a virtual thread for each task.
    Executor executor() {
        return executor;
    }

    /// The hub for one call; close it afterwards.
    Lease lease() {
        Lease known = single;
        if (known != null) {
            return known;
        }
        BeanRegistration<Object> made = beans.getBeanRegistration(definition);
        if (definition.isSingleton()) {
            Lease lasting = new Lease(made.bean(), () -> {});
            single = lasting;
            return lasting;
        }
        return new Lease(made.bean(), () -> dispose(made));
    }

    private void dispose(BeanRegistration<Object> made) {
        try {
            beans.destroyBean(made);
            if (made.bean() instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception failed) {
            LOG.warn("A hub could not be closed", failed);
        }
    }

    /// A hub for the time of one call.
    record Lease(Object hub, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }
}
