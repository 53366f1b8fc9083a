package im.conduit.signalr.server;

import io.micronaut.context.BeanContext;
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
    private volatile @Nullable Object single;

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

    /// The hub for one call. Give it to `release` afterwards.
    Object instance() {
        Object known = single;
        if (known != null) {
            return known;
        }
        Object made = beans.getBean(definition);
        if (definition.isSingleton()) {
            single = made;
        }
        return made;
    }

    void release(Object hub) {
        if (hub != single) {
            beans.destroyBean(hub);
        }
    }
}
