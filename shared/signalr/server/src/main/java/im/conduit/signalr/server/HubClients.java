package im.conduit.signalr.server;

import java.util.Collection;

/// Whom a message goes to. Unknown targets are no error: the message reaches nobody; `null` is an
/// [IllegalArgumentException] that says what is missing. Group and user names are case-sensitive.
public interface HubClients {

    /// Every connection of the hub.
    ClientProxy all();

    /// Every connection but those with these ids.
    ClientProxy allExcept(Collection<String> connectionIds);

    /// One connection; only such a target can be asked for a result.
    SingleClient client(String connectionId);

    /// These connections, each once.
    ClientProxy clients(Collection<String> connectionIds);

    /// The members of a group.
    ClientProxy group(String group);

    /// The members of each group; a member of two hears the message twice.
    ClientProxy groups(Collection<String> groups);

    /// The members of a group but those with these connection ids.
    ClientProxy groupExcept(String group, Collection<String> connectionIds);

    /// All connections of one user.
    ClientProxy user(String userId);

    /// All connections of these users.
    ClientProxy users(Collection<String> userIds);
}
