package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binds the values inside a message, in whichever protocol the parser reads. Whatever goes wrong
/// here is a [BindingException]; the parser then stands anywhere inside the value.
final class ValueBinder {

    private final PayloadCodec payloads;

    ValueBinder(PayloadCodec payloads) {
        this.payloads = payloads;
    }

    /// Binds the array that `parser` stands on to the parameters of `target`.
    @Nullable Object[] arguments(JsonParser parser, InvocationBinder binder, String target) {
        List<Type> types = binder.parameterTypes(target);
        @Nullable Object[] bound = new @Nullable Object[types.size()];
        int count = 0;
        try {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (count < bound.length) {
                    bound[count] = payloads.read(parser, types.get(count));
                } else {
                    parser.skipChildren();
                }
                count++;
            }
        } catch (IOException | RuntimeException e) {
            throw new BindingException(
                    "Error binding arguments. Make sure that the types of the provided values match"
                            + " the types of the hub method being invoked.",
                    e);
        }
        if (count > bound.length
                || count < bound.length && count < binder.requiredArguments(target)) {
            throw new BindingException(
                    "Invocation provides "
                            + count
                            + " argument(s) but target expects "
                            + bound.length
                            + ".");
        }
        return bound;
    }

    /// Binds the value that `parser` stands on to the items of a stream.
    @Nullable Object item(JsonParser parser, InvocationBinder binder, String streamId) {
        Type type = binder.streamItemType(streamId);
        try {
            return payloads.read(parser, type);
        } catch (IOException | RuntimeException e) {
            throw new BindingException(reason(e), e);
        }
    }

    /// Binds the value that `parser` stands on to what the caller of a client invocation waits for;
    /// skips it when nobody does.
    @Nullable Object result(JsonParser parser, InvocationBinder binder, String invocationId)
            throws IOException {
        Type type;
        try {
            type = binder.returnType(invocationId);
        } catch (BindingException _) {
            parser.skipChildren();
            return null;
        }
        try {
            return payloads.read(parser, type);
        } catch (IOException | RuntimeException e) {
            String name = type instanceof Class<?> c ? c.getSimpleName() : type.getTypeName();
            throw new BindingException(
                    "Error trying to deserialize result to " + name + ". " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        String said = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
        return said == null ? "The value does not fit." : said;
    }
}
