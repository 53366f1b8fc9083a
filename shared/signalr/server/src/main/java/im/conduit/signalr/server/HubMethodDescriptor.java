package im.conduit.signalr.server;

import io.micronaut.context.BeanContext;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.ExecutableMethod;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One hub method: what it takes, what it gives, who may call it.
///
/// @param name the wire name as declared
/// @param wireTypes types of the arguments that travel
/// @param required how many of those must be given
/// @param uploadTypes item types of its uploads, in order
/// @param streams whether it streams to its caller
/// @param cooperative whether it takes a cancellation token
/// @param roles who may call it: one of these; `null` for everybody
record HubMethodDescriptor(
        String name,
        ExecutableMethod<Object, Object> method,
        List<Parameter> parameters,
        List<Type> wireTypes,
        int required,
        List<Type> uploadTypes,
        boolean streams,
        boolean cooperative,
        @Nullable Set<String> roles) {

    /// Where a parameter's value comes from.
    sealed interface Parameter {
        record Wire(int index, boolean optionalType) implements Parameter {}

        record Streamed(int index) implements Parameter {}

        record Caller() implements Parameter {}

        record Token() implements Parameter {}

        record Bean(Argument<?> argument) implements Parameter {}
    }

    /// What one call brings.
    record Call(
            HubCaller caller,
            @Nullable Object[] arguments,
            List<Upload> uploads,
            CancellationToken token,
            BeanContext beans) {}

    @SuppressWarnings("unchecked") // the table invokes it on its own hub only
    static HubMethodDescriptor of(ExecutableMethod<?, ?> method) {
        List<Parameter> parameters = new ArrayList<>();
        List<Type> wireTypes = new ArrayList<>();
        List<Type> uploads = new ArrayList<>();
        int required = 0;
        for (Argument<?> argument : method.getArguments()) {
            Parameter parameter = parameter(argument, wireTypes, uploads);
            parameters.add(parameter);
            if (parameter instanceof Parameter.Wire && !optional(argument)) {
                required = wireTypes.size();
            }
        }
        return new HubMethodDescriptor(
                WireNames.of(method),
                (ExecutableMethod<Object, Object>) method,
                List.copyOf(parameters),
                List.copyOf(wireTypes),
                required,
                List.copyOf(uploads),
                streaming(method.getReturnType().asArgument()),
                parameters.stream().anyMatch(Parameter.Token.class::isInstance),
                rolesOf(method));
    }

    private static Parameter parameter(
            Argument<?> argument, List<Type> wireTypes, List<Type> uploads) {
        Class<?> type = argument.getType();
        if (type == HubCaller.class) {
            return new Parameter.Caller();
        }
        if (type == CancellationToken.class) {
            return new Parameter.Token();
        }
        if (argument.getAnnotationMetadata().hasAnnotation(Injected.class)) {
            return new Parameter.Bean(argument);
        }
        if (type == ClientStream.class) {
            uploads.add(argument.getFirstTypeVariable().orElse(Argument.OBJECT_ARGUMENT).asType());
            return new Parameter.Streamed(uploads.size() - 1);
        }
        boolean optionalType = type == Optional.class;
        Argument<?> wire =
                optionalType
                        ? argument.getFirstTypeVariable().orElse(Argument.OBJECT_ARGUMENT)
                        : argument;
        wireTypes.add(wire.asType());
        return new Parameter.Wire(wireTypes.size() - 1, optionalType);
    }

    private static boolean optional(Argument<?> argument) {
        return argument.getType() == Optional.class
                || argument.getAnnotationMetadata().hasAnnotation(OptionalArgument.class);
    }

    private static boolean streaming(Argument<?> returned) {
        Class<?> type = returned.getType();
        if (CompletionStage.class.isAssignableFrom(type)) {
            return returned.getFirstTypeVariable()
                    .map(HubMethodDescriptor::streaming)
                    .orElse(false);
        }
        return Flow.Publisher.class.isAssignableFrom(type)
                || Stream.class.isAssignableFrom(type)
                || Iterator.class.isAssignableFrom(type);
    }

    private static @Nullable Set<String> rolesOf(ExecutableMethod<?, ?> method) {
        if (method.hasAnnotation(DenyAll.class)) {
            return Set.of();
        }
        return method.hasStereotype(RolesAllowed.class)
                ? Set.of(method.stringValues(RolesAllowed.class))
                : null;
    }

    /// Whether `principal` may call it.
    boolean allows(HubPrincipal principal) {
        return roles == null || roles.stream().anyMatch(principal.roles()::contains);
    }

    /// Calls it.
    @Nullable Object invoke(Object hub, Call call) {
        @Nullable Object[] values = new @Nullable Object[parameters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(parameters.get(i), call);
        }
        return method.invoke(hub, values);
    }

    private static @Nullable Object value(Parameter parameter, Call call) {
        return switch (parameter) {
            case Parameter.Wire(int index, boolean optionalType) -> {
                Object given = index < call.arguments.length ? call.arguments[index] : null;
                yield optionalType ? Optional.ofNullable(given) : given;
            }
            case Parameter.Streamed(int index) -> call.uploads.get(index);
            case Parameter.Caller() -> call.caller;
            case Parameter.Token() -> call.token;
            case Parameter.Bean(Argument<?> argument) -> call.beans.getBean(argument);
        };
    }
}
