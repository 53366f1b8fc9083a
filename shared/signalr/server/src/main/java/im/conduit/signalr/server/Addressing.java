package im.conduit.signalr.server;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Addressing within a hub.
class Addressing implements HubClients {

    private final HubRuntime hub;

    Addressing(HubRuntime hub) {
        this.hub = hub;
    }

    @Override
    public ClientProxy all() {
        return to(new HubTarget.All(Set.of()));
    }

    @Override
    public ClientProxy allExcept(Collection<String> connectionIds) {
        return to(new HubTarget.All(Addressee.set("connection id", connectionIds)));
    }

    @Override
    public SingleClient client(String connectionId) {
        return new TargetProxy.One(hub, Addressee.of("connection id", connectionId));
    }

    @Override
    public ClientProxy clients(Collection<String> connectionIds) {
        return to(new HubTarget.Clients(Addressee.set("connection id", connectionIds)));
    }

    @Override
    public ClientProxy group(String group) {
        return groupExcept(group, Set.of());
    }

    @Override
    public ClientProxy groups(Collection<String> groups) {
        return to(new HubTarget.Groups(Addressee.list("group", groups), Set.of()));
    }

    @Override
    public ClientProxy groupExcept(String group, Collection<String> connectionIds) {
        return to(
                new HubTarget.Groups(
                        List.of(Addressee.of("group", group)),
                        Addressee.set("connection id", connectionIds)));
    }

    @Override
    public ClientProxy user(String userId) {
        return to(new HubTarget.Users(Set.of(Addressee.of("user id", userId))));
    }

    @Override
    public ClientProxy users(Collection<String> userIds) {
        return to(new HubTarget.Users(Addressee.set("user id", userIds)));
    }

    private ClientProxy to(HubTarget target) {
        return new TargetProxy(hub, target);
    }
}
