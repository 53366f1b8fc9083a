package im.conduit.signalr.redis;

/// The names of a hub's channels.
///
/// @param prefix the same on every node, different for each hub
record Channels(String prefix) {

    static Channels of(BackplaneSettings settings, String hub) {
        return new Channels(settings.channelPrefix() + ":" + settings.instanceName() + ":" + hub);
    }

    /// For everybody.
    String all() {
        return prefix + ":all";
    }

    /// For one connection and the node that holds it.
    String connection(String id) {
        return prefix + ":connection:" + id;
    }

    String group(String name) {
        return prefix + ":group:" + name;
    }

    String user(String id) {
        return prefix + ":user:" + id;
    }

    /// For one node: what it has asked for comes back on it.
    String node(String id) {
        return prefix + ":node:" + id;
    }
}
