package im.conduit.signalr.server;

/// Groups of a hub.
record LifetimeGroups(HubLifetimeManager lifetime) implements HubGroups {

    @Override
    public void add(String connectionId, String group) {
        lifetime.addToGroup(
                Addressee.of("connection id", connectionId), Addressee.of("group", group));
    }

    @Override
    public void remove(String connectionId, String group) {
        lifetime.removeFromGroup(
                Addressee.of("connection id", connectionId), Addressee.of("group", group));
    }
}
