package im.conduit.signalr.protocol;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/// The hub methods, streams and pending calls that these tests speak to.
final class SmallHub implements InvocationBinder {

    private static final Map<String, List<Type>> METHODS =
            Map.of(
                    "Echo", List.of(String.class),
                    "Add", List.of(int.class, int.class),
                    "Any", List.of(Object.class),
                    "Bytes", List.of(byte[].class),
                    "Nothing", List.of());

    @Override
    public List<Type> parameterTypes(String target) {
        List<Type> types = METHODS.get(target);
        if (types == null) {
            throw new BindingException("Method does not exist.");
        }
        return types;
    }

    @Override
    public Type streamItemType(String streamId) {
        if (!streamId.equals("up")) {
            throw new BindingException("No stream with id '" + streamId + "'.");
        }
        return int.class;
    }

    @Override
    public Type returnType(String invocationId) {
        if (!invocationId.equals("s1")) {
            throw new BindingException("Nobody waits for '" + invocationId + "'.");
        }
        return int.class;
    }
}
