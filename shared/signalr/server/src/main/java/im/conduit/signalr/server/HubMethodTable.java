package im.conduit.signalr.server;

import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.ExecutableMethod;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The public methods of a hub by wire name, made once at start from what the compiler left.
final class HubMethodTable {

    private static final Set<String> NEVER =
            Set.of("getClass", "hashCode", "equals", "toString", "notify", "notifyAll", "wait");

    private final Map<String, HubMethodDescriptor> methods;

    private HubMethodTable(Map<String, HubMethodDescriptor> methods) {
        this.methods = methods;
    }

    /// The table of a hub.
    ///
    /// @throws IllegalStateException when two methods have the same wire name, or one has type
    ///     variables of its own, so that nobody knows what its arguments are
    static <H> HubMethodTable of(BeanDefinition<H> hub) {
        Set<String> lifecycle = lifecycleOf(hub.getBeanType());
        Map<String, HubMethodDescriptor> found = new HashMap<>();
        for (ExecutableMethod<H, ?> method : hub.getExecutableMethods()) {
            if (!forClients(method) || lifecycle.contains(signature(method))) {
                continue;
            }
            HubMethodDescriptor descriptor = HubMethodDescriptor.of(method);
            if (method.getTargetMethod().getTypeParameters().length > 0) {
                throw new IllegalStateException(
                        "Method '"
                                + descriptor.name()
                                + "' of "
                                + hub.getBeanType().getSimpleName()
                                + " is generic, which a hub's may not be.");
            }
            HubMethodDescriptor other =
                    found.put(descriptor.name().toLowerCase(Locale.ROOT), descriptor);
            if (other != null) {
                throw new IllegalStateException(
                        "Duplicate definitions of '"
                                + descriptor.name()
                                + "'. Overloading is not supported.");
            }
        }
        return new HubMethodTable(Map.copyOf(found));
    }

    /// Public instance methods are; the compiler's notes hold protected ones and those of the
    /// package as well.
    private static boolean forClients(ExecutableMethod<?, ?> method) {
        int modifiers = method.getTargetMethod().getModifiers();
        return Modifier.isPublic(modifiers)
                && !Modifier.isStatic(modifiers)
                && !method.isAbstract()
                && !NEVER.contains(method.getMethodName())
                && !method.getAnnotationMetadata().hasAnnotation("java.beans.Transient");
    }

    private static Set<String> lifecycleOf(Class<?> hub) {
        Set<String> signatures = new HashSet<>();
        if (HubLifecycle.class.isAssignableFrom(hub)) {
            signatures.add("onConnected(" + HubCaller.class.getName() + ")");
            signatures.add(
                    "onDisconnected("
                            + HubCaller.class.getName()
                            + ","
                            + Throwable.class.getName()
                            + ")");
        }
        if (AutoCloseable.class.isAssignableFrom(hub)) {
            signatures.add("close()");
        }
        return signatures;
    }

    private static String signature(ExecutableMethod<?, ?> method) {
        return method.getMethodName()
                + Arrays.stream(method.getArgumentTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    /// The method that clients call `target`, or `null`.
    @Nullable HubMethodDescriptor find(String target) {
        HubMethodDescriptor exact = methods.get(target);
        return exact != null ? exact : methods.get(target.toLowerCase(Locale.ROOT));
    }
}
