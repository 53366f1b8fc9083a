package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// What a parser tells of the scalar it stands on.
abstract class MessagePackScalars extends ParserMinimalBase {

    final MessagePackItems items;

    private boolean closed;
    private @Nullable ObjectCodec codec;

    MessagePackScalars(MessagePackItems items) {
        super(0, StreamReadConstraints.defaults());
        this.items = items;
    }

    @Override
    public abstract @Nullable String getCurrentName();

    @Override
    public @Nullable String getText() {
        return switch (_currToken) {
            case null -> null;
            case FIELD_NAME -> getCurrentName();
            case VALUE_STRING -> items.text;
            case VALUE_NUMBER_INT -> integer().toString();
            case VALUE_NUMBER_FLOAT -> floating().toString();
            case VALUE_EMBEDDED_OBJECT -> String.valueOf(items.embedded);
            default -> _currToken.asString();
        };
    }

    /// Embedded objects are not text, so that nobody takes the name of an array for its content.
    @Override
    public @Nullable String getValueAsString(@Nullable String defaultValue) throws IOException {
        return _currToken == JsonToken.VALUE_EMBEDDED_OBJECT
                ? defaultValue
                : super.getValueAsString(defaultValue);
    }

    @Override
    public char @Nullable [] getTextCharacters() {
        String text = getText();
        return text == null ? null : text.toCharArray();
    }

    @Override
    public boolean hasTextCharacters() {
        return false;
    }

    @Override
    public int getTextLength() {
        String text = getText();
        return text == null ? 0 : text.length();
    }

    @Override
    public int getTextOffset() {
        return 0;
    }

    final Number integer() {
        if (items.bigNumber != null) {
            return items.bigNumber;
        }
        long value = items.number;
        return value == (int) value ? (Number) (int) value : (Number) value;
    }

    private Number floating() {
        return items.singlePrecision ? (Number) (float) items.floating : (Number) items.floating;
    }

    @Override
    public Number getNumberValue() throws IOException {
        return requireNumber() == JsonToken.VALUE_NUMBER_INT ? integer() : floating();
    }

    private JsonToken requireNumber() throws IOException {
        if (_currToken == null || !_currToken.isNumeric()) {
            throw new JsonParseException(this, "Current token (" + _currToken + ") is no number");
        }
        return _currToken;
    }

    @Override
    public NumberType getNumberType() throws IOException {
        return switch (getNumberValue()) {
            case Integer _ -> NumberType.INT;
            case Long _ -> NumberType.LONG;
            case Float _ -> NumberType.FLOAT;
            case Double _ -> NumberType.DOUBLE;
            default -> NumberType.BIG_INTEGER;
        };
    }

    @Override
    public int getIntValue() throws IOException {
        double value = getDoubleValue();
        if (!(value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE)) {
            reportOverflowInt();
        }
        return getNumberValue().intValue();
    }

    @Override
    public long getLongValue() throws IOException {
        if (_currToken == JsonToken.VALUE_NUMBER_INT && items.bigNumber == null) {
            return items.number;
        }
        double value = getDoubleValue();
        if (!(value >= Long.MIN_VALUE && value < 0x1p63)) {
            reportOverflowLong();
        }
        return (long) value;
    }

    @Override
    public BigInteger getBigIntegerValue() throws IOException {
        return getNumberValue() instanceof BigInteger big ? big : getDecimalValue().toBigInteger();
    }

    @Override
    public float getFloatValue() throws IOException {
        return getNumberValue().floatValue();
    }

    @Override
    public double getDoubleValue() throws IOException {
        return getNumberValue().doubleValue();
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        try {
            return new BigDecimal(getNumberValue().toString());
        } catch (NumberFormatException e) {
            throw new JsonParseException(this, "no finite number", e);
        }
    }

    @Override
    public @Nullable Object getEmbeddedObject() {
        return _currToken == JsonToken.VALUE_EMBEDDED_OBJECT ? items.embedded : null;
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) throws IOException {
        if (_currToken == JsonToken.VALUE_EMBEDDED_OBJECT && items.embedded instanceof byte[] b) {
            return b;
        }
        if (_currToken != JsonToken.VALUE_STRING) {
            throw new JsonParseException(this, "Current token (" + _currToken + ") is no binary");
        }
        try (ByteArrayBuilder decoded = new ByteArrayBuilder()) {
            _decodeBase64(items.text, decoded, variant);
            return decoded.toByteArray();
        }
    }

    @Override
    public void overrideCurrentName(String name) {
        throw new UnsupportedOperationException("names cannot be changed");
    }

    @Override
    public JsonLocation getCurrentLocation() {
        return JsonLocation.NA;
    }

    @Override
    public JsonLocation getTokenLocation() {
        return JsonLocation.NA;
    }

    @Override
    protected void _handleEOF() throws JsonParseException {
        _reportInvalidEOF();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable ObjectCodec getCodec() {
        return codec;
    }

    @Override
    public void setCodec(ObjectCodec newCodec) {
        codec = newCodec;
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }
}
