package im.conduit.signalr.protocol;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/// Writes JSON's events as MessagePack. Sizes of containers need not be announced. Decimals that a
/// double holds exactly are doubles, others text, so that nothing is lost.
final class MessagePackGenerator extends GeneratorBase {

    private final MessagePackBuffer output;
    private final MessagePacker packer;

    /// By depth, where the heads of open containers belong.
    private int[] heads = new int[8];

    MessagePackGenerator(MessagePackBuffer output) {
        super(0, null);
        this.output = output;
        this.packer = MessagePack.DEFAULT_PACKER_CONFIG.newPacker(output);
    }

    /// By this codecs know MessagePack from JSON.
    @Override
    public boolean canWriteBinaryNatively() {
        return true;
    }

    @Override
    protected void _verifyValueWrite(String typeMessage) throws IOException {
        if (_writeContext.writeValue() == JsonWriteContext.STATUS_EXPECT_NAME) {
            _reportError("Can not " + typeMessage + ", expecting a name");
        }
    }

    @Override
    public void writeStartArray() throws IOException {
        _verifyValueWrite("start an array");
        open(_writeContext.createChildArrayContext());
    }

    @Override
    public void writeStartObject() throws IOException {
        _verifyValueWrite("start an object");
        open(_writeContext.createChildObjectContext());
    }

    private void open(JsonWriteContext child) throws IOException {
        int depth = child.getNestingDepth();
        streamWriteConstraints().validateNestingDepth(depth);
        if (depth >= heads.length) {
            heads = Arrays.copyOf(heads, depth * 2);
        }
        packer.flush();
        heads[depth] = output.open();
        _writeContext = child;
    }

    @Override
    public void writeEndArray() throws IOException {
        if (!_writeContext.inArray()) {
            _reportError("Current context is no array but " + _writeContext.typeDesc());
        }
        close(false);
    }

    @Override
    public void writeEndObject() throws IOException {
        if (!_writeContext.inObject()) {
            _reportError("Current context is no object but " + _writeContext.typeDesc());
        }
        close(true);
    }

    private void close(boolean map) throws IOException {
        packer.flush();
        int head = heads[_writeContext.getNestingDepth()];
        output.close(head, _writeContext.getEntryCount(), map);
        _writeContext = _writeContext.getParent();
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        if (_writeContext.writeFieldName(name) == JsonWriteContext.STATUS_EXPECT_VALUE) {
            _reportError("Can not write a name, expecting a value");
        }
        pack(name);
    }

    private void pack(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        packer.packRawStringHeader(utf8.length).writePayload(utf8);
    }

    @Override
    public void writeString(@Nullable String text) throws IOException {
        if (text == null) {
            writeNull();
            return;
        }
        _verifyValueWrite("write text");
        pack(text);
    }

    @Override
    public void writeString(char[] buffer, int offset, int length) throws IOException {
        writeString(new String(buffer, offset, length));
    }

    @Override
    public void writeUTF8String(byte[] utf8, int offset, int length) throws IOException {
        _verifyValueWrite("write text");
        packer.packRawStringHeader(length).writePayload(utf8, offset, length);
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length)
            throws IOException {
        _verifyValueWrite("write binary");
        packer.packBinaryHeader(length).writePayload(data, offset, length);
    }

    @Override
    public void writeEmbeddedObject(@Nullable Object object) throws IOException {
        switch (object) {
            case Instant instant -> {
                _verifyValueWrite("write a timestamp");
                packer.packTimestamp(instant);
            }
            case MessagePackExtension(byte type, byte[] data) -> {
                _verifyValueWrite("write an extension");
                packer.packExtensionTypeHeader(type, data.length).writePayload(data);
            }
            case null, default -> super.writeEmbeddedObject(object);
        }
    }

    @Override
    public void writeNumber(int number) throws IOException {
        _verifyValueWrite("write a number");
        packer.packInt(number);
    }

    @Override
    public void writeNumber(long number) throws IOException {
        _verifyValueWrite("write a number");
        packer.packLong(number);
    }

    @Override
    public void writeNumber(double number) throws IOException {
        _verifyValueWrite("write a number");
        packer.packDouble(number);
    }

    @Override
    public void writeNumber(float number) throws IOException {
        _verifyValueWrite("write a number");
        packer.packFloat(number);
    }

    @Override
    public void writeNumber(BigInteger number) throws IOException {
        boolean fits = number.bitLength() < Long.SIZE;
        if (fits || (number.signum() > 0 && number.bitLength() == Long.SIZE)) {
            _verifyValueWrite("write a number");
            packer.packBigInteger(number);
        } else {
            writeString(number.toString());
        }
    }

    @Override
    public void writeNumber(BigDecimal number) throws IOException {
        double nearest = number.doubleValue();
        boolean exact =
                Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
        if (exact) {
            writeNumber(nearest);
        } else {
            writeString(number.toString());
        }
    }

    @Override
    public void writeNumber(String number) throws IOException {
        writeNumber(new BigDecimal(number));
    }

    @Override
    public void writeBoolean(boolean state) throws IOException {
        _verifyValueWrite("write a boolean");
        packer.packBoolean(state);
    }

    @Override
    public void writeNull() throws IOException {
        _verifyValueWrite("write null");
        packer.packNil();
    }

    @Override
    public void writeRawUTF8String(byte[] text, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(String text) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(String text, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(char[] text, int offset, int length) {
        _reportUnsupportedOperation();
    }

    @Override
    public void writeRaw(char c) {
        _reportUnsupportedOperation();
    }

    @Override
    public void flush() throws IOException {
        packer.flush();
    }

    @Override
    public void close() throws IOException {
        if (!isClosed()) {
            packer.flush();
            super.close();
        }
    }

    @Override
    protected void _releaseBuffers() {}
}
