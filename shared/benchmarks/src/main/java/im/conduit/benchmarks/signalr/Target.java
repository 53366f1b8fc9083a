package im.conduit.benchmarks.signalr;

/// A server under load and the words it understands.
///
/// @param name column in the table
/// @param signalr whether it speaks the hub protocol
/// @param broadcastPath where a message goes to everybody
/// @param echoPath where a message comes back
record Target(
        String name, boolean signalr, String broadcastPath, String echoPath, ServerProcess server) {

    /// What to send so that every connection gets `text`.
    String broadcast(String text) {
        return signalr
                ? "{\"type\":1,\"target\":\"SendMessage\",\"arguments\":[\"bench\",\""
                        + text
                        + "\"]}\u001e"
                : "{\"type\":1,\"target\":\"ReceiveMessage\",\"arguments\":[\"bench\",\""
                        + text
                        + "\"]}\u001e";
    }

    /// What to send so that `text` comes back.
    String echo(String text) {
        return "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Echo\",\"arguments\":[\""
                + text
                + "\"]}\u001e";
    }
}
