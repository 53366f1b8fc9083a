package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadContext;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One MessagePack frame as JSON tokens, so that a payload codec needs to know only one parser.
/// Whole numbers come as integers whatever their width; keys that are scalars come as text.
final class MessagePackParser extends MessagePackScalars {

    private final int maxDepth;

    /// By depth, what is still to come: elements of an array, entries of a map.
    private int[] toCome = new int[8];

    private JsonReadContext context = JsonReadContext.createRootContext(null);
    private boolean valueOfEntry;
    private boolean skipping;

    MessagePackParser(byte[] bytes, int offset, int length, int maxDepth) {
        super(new MessagePackItems(bytes, offset, length));
        this.maxDepth = maxDepth;
        this.toCome[0] = 1;
    }

    /// Whether the bytes are broken, as opposed to values of another type than wanted.
    boolean isMalformed() {
        return items.isMalformed();
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        int depth = context.getNestingDepth();
        if (!valueOfEntry && toCome[depth] == 0) {
            return leave();
        }
        if (context.inObject() && !valueOfEntry) {
            toCome[depth]--;
            context.setCurrentName(key());
            valueOfEntry = true;
            return _currToken = JsonToken.FIELD_NAME;
        }
        if (!context.inObject()) {
            toCome[depth]--;
        }
        valueOfEntry = false;
        JsonToken token = items.next();
        if (token.isStructStart()) {
            enter(token);
        }
        return _currToken = token;
    }

    private void enter(JsonToken token) throws IOException {
        context =
                token == JsonToken.START_ARRAY
                        ? context.createChildArrayContext(-1, -1)
                        : context.createChildObjectContext(-1, -1);
        int depth = context.getNestingDepth();
        if (depth > maxDepth) {
            throw items.reject("nested deeper than " + maxDepth);
        }
        if (depth == toCome.length) {
            toCome = Arrays.copyOf(toCome, depth * 2);
        }
        toCome[depth] = items.count;
    }

    private @Nullable JsonToken leave() {
        if (context.inRoot()) {
            return _currToken = null;
        }
        boolean array = context.inArray();
        context = context.getParent();
        return _currToken = array ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
    }

    private String key() throws IOException {
        JsonToken token = items.next();
        if (token == JsonToken.VALUE_STRING) {
            return items.text;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return integer().toString();
        }
        if (token.isBoolean()) {
            return token.asString();
        }
        if (skipping && !token.isStructStart()) {
            return "";
        }
        throw new JsonParseException(
                this, "a map key that is neither text nor integer nor boolean");
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        skipping = true;
        try {
            return super.skipChildren();
        } finally {
            skipping = false;
        }
    }

    @Override
    public @Nullable String getCurrentName() {
        boolean start = _currToken != null && _currToken.isStructStart();
        return start ? context.getParent().getCurrentName() : context.getCurrentName();
    }

    @Override
    public JsonStreamContext getParsingContext() {
        return context;
    }
}
