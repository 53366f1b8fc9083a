package im.conduit.signalr.protocol;

import java.lang.reflect.Type;
import java.util.List;

/// Tells a protocol the types to bind to, so that reading and binding are one pass. It may be asked
/// more than once for one message.
public interface InvocationBinder {

    /// The types of the arguments that `target` takes over the wire.
    ///
    /// @throws BindingException when there is no such target
    List<Type> parameterTypes(String target);

    /// How many of those must be given; the others are `null` when the caller leaves them out.
    ///
    /// @throws BindingException when there is no such target
    default int requiredArguments(String target) {
        return parameterTypes(target).size();
    }

    /// The type of an upload's items.
    ///
    /// @throws BindingException when no such stream is open
    Type streamItemType(String streamId);

    /// The result type that the caller of a client invocation waits for.
    ///
    /// @throws BindingException when nobody waits under that id
    Type returnType(String invocationId);
}
