package im.conduit.signalr.server;

import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.core.type.Argument;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The advice behind a [ClientInterface]: one instance for each proxy, made for its target.
@Prototype
@InterceptorBean(ClientInterface.class)
final class TypedClients implements MethodInterceptor<Object, Object> {

    private static final ScopedValue<ClientProxy> TARGET = ScopedValue.newInstance();

    private final ClientProxy target;

    TypedClients() {
        this.target = TARGET.get();
    }

    static <T> T proxy(BeanContext beans, Class<T> clientInterface, ClientProxy target) {
        return ScopedValue.where(TARGET, target).call(() -> beans.createBean(clientInterface));
    }

    @Override
    public @Nullable Object intercept(MethodInvocationContext<Object, Object> call) {
        String method = WireNames.of(call.getExecutableMethod());
        Argument<?> result = call.getReturnType().asArgument();
        if (result.isVoid()) {
            target.send(method, call.getParameterValues());
            return null;
        }
        if (!(target instanceof SingleClient single)) {
            throw new IllegalStateException(
                    "'" + method + "' has a result: only a single client can be asked for one");
        }
        if (CompletionStage.class.isAssignableFrom(result.getType())) {
            Argument<?> item = result.getFirstTypeVariable().orElse(Argument.OBJECT_ARGUMENT);
            return single.ask(item.asType(), method, call.getParameterValues());
        }
        return TargetProxy.await(
                () -> single.ask(result.asType(), method, call.getParameterValues()));
    }
}
