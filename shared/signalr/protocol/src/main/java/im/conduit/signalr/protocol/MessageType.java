package im.conduit.signalr.protocol;

/// The numbers of the message types, the same in both protocols, and how MessagePack
/// completions end.
final class MessageType {

    static final int INVOCATION = 1;
    static final int STREAM_ITEM = 2;
    static final int COMPLETION = 3;
    static final int STREAM_INVOCATION = 4;
    static final int CANCEL_INVOCATION = 5;
    static final int PING = 6;
    static final int CLOSE = 7;
    static final int ACK = 8;
    static final int SEQUENCE = 9;

    static final int KIND_ERROR = 1;
    static final int KIND_VOID = 2;
    static final int KIND_RESULT = 3;

    private MessageType() {}

    static IllegalArgumentException notWritten(HubMessage message) {
        return new IllegalArgumentException(
                message.getClass().getSimpleName() + " only comes in, it is never sent");
    }
}
