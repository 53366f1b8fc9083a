package im.conduit.signalr.protocol;

/// A MessagePack extension value other than a readable timestamp, as payload codecs meet it among
/// embedded objects.
///
/// @param type the application's number, negative ones are MessagePack's own
/// @param data the payload, not copied
public record MessagePackExtension(byte type, byte[] data) {}
