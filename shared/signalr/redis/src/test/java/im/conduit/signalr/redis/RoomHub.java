package im.conduit.signalr.redis;

import im.conduit.signalr.server.Hub;
import im.conduit.signalr.server.HubAuthenticator.Decision;
import im.conduit.signalr.server.HubCaller;
import im.conduit.signalr.server.HubEndpoint;
import im.conduit.signalr.server.HubPrincipal;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the tests call; users are known by their token.
@Hub
class RoomHub {

    public String id(HubCaller caller) {
        return caller.connectionId();
    }

    public void others(HubCaller caller, String text) {
        caller.clients().others().send("Heard", text);
    }

    public void othersInGroup(HubCaller caller, String group, String text) {
        caller.clients().othersInGroup(group).send("Heard", text);
    }

    public void join(HubCaller caller, String connectionId, String group) {
        caller.groups().add(connectionId, group);
    }

    public void leave(HubCaller caller, String connectionId, String group) {
        caller.groups().remove(connectionId, group);
    }

    /// Joins another connection to a group and speaks to the group at once.
    public void joinAndSay(HubCaller caller, String connectionId, String group, String text) {
        caller.groups().add(connectionId, group);
        caller.clients().group(group).send("Heard", text);
    }

    /// By turns to everybody, to a group and to one connection.
    public void count(HubCaller caller, String group, String connectionId, int most) {
        for (int i = 0; i < most; i += 3) {
            caller.clients().all().send("Heard", Integer.toString(i));
            caller.clients().group(group).send("Heard", Integer.toString(i + 1));
            caller.clients().client(connectionId).send("Heard", Integer.toString(i + 2));
        }
    }

    public @Nullable Reading ask(HubCaller caller, String connectionId, String what) {
        return caller.clients().client(connectionId).invoke(Reading.class, "Read", what);
    }

    /// A client's answer.
    record Reading(String what, double value, List<Integer> digits, byte[] raw, Instant at) {}

    @Factory
    static class Endpoints {
        @Singleton
        HubEndpoint rooms() {
            return new HubEndpoint("/rooms", RoomHub.class)
                    .with(options -> options.withDetailedErrors(true))
                    .securedBy(
                            request -> {
                                String user = request.bearerToken();
                                return new Decision.Accepted(
                                        user == null
                                                ? HubPrincipal.anonymous()
                                                : HubPrincipal.user(user));
                            });
        }
    }
}
