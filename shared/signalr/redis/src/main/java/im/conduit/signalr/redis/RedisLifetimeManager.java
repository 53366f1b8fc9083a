package im.conduit.signalr.redis;

import im.conduit.signalr.protocol.HubMessage.Completion;
import im.conduit.signalr.protocol.HubMessage.CompletionBindingFailure;
import im.conduit.signalr.protocol.HubMessage.Invocation;
import im.conduit.signalr.server.Broadcasts;
import im.conduit.signalr.server.ClientResults;
import im.conduit.signalr.server.EncodedMessage;
import im.conduit.signalr.server.HubConnection;
import im.conduit.signalr.server.HubLifetimeManager;
import im.conduit.signalr.server.HubTarget;
import im.conduit.signalr.server.LocalConnections;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The lifetime manager of one of several nodes. Connections of this node are reached at once and
/// without Redis; what they are also meant to hear elsewhere is published, and the publisher
/// ignores it when it comes back. One connection publishes and one is subscribed, so messages of
/// one sender keep their order on every way.
final class RedisLifetimeManager implements HubLifetimeManager {

    private final Plane plane;
    private final Channels channels;
    private final Post post;
    private final Inbox inbox;
    private final ChannelShares shares;
    private final GroupChanges remoteGroups;
    private final RemoteQuestions remoteQuestions;
    private final AskedElsewhere askedElsewhere;
    private final Holder holder;
    private final LocalConnections connections = new LocalConnections();
    private final ClientResults results = new ClientResults();
    private final AtomicLong lastQuestion = new AtomicLong();

    RedisLifetimeManager(Plane plane, String hub) {
        this.plane = plane;
        this.channels = Channels.of(plane.settings(), hub);
        this.post = new Post(plane.publisher(), channels, plane.node());
        this.inbox = new Inbox(plane.executor(), plane.settings().queueBytes());
        this.shares = new ChannelShares(plane.subscriptions(), plane.settings().timeout().value());
        this.remoteGroups = new GroupChanges(post, plane.settings());
        this.remoteQuestions =
                new RemoteQuestions(post, plane.protocols(), results, plane.executor());
        this.askedElsewhere = new AskedElsewhere(post);
        this.holder = new Holder(connections, askedElsewhere, post, this::change, plane.executor());
        shares.take(channels.node(plane.node()), mail(this::replied));
    }

    /// Asks what became of questions to other nodes; to be called now and then.
    void remind() {
        remoteQuestions.remind();
    }

    // ---- connections and groups

    @Override
    public void connected(HubConnection connection) {
        String id = connection.connectionId();
        String user = connection.principal().userId();
        List<CompletableFuture<Void>> subscribed = new ArrayList<>(3);
        subscribed.add(share(channels.all(), new HubTarget.All(Set.of())));
        subscribed.add(shares.take(channels.connection(id), mail(said -> toldHolder(id, said))));
        if (user != null) {
            subscribed.add(share(channels.user(user), new HubTarget.Users(Set.of(user))));
        }
        connections.add(connection);
        // The handshake's answer goes out afterwards, and must before its client counts as slow.
        shares.await(subscribed, connection.sendTimeout().dividedBy(2));
    }

    @Override
    public void disconnected(HubConnection connection) {
        connections.remove(connection, group -> shares.giveBack(channels.group(group)));
        String user = connection.principal().userId();
        if (user != null) {
            shares.giveBack(channels.user(user));
        }
        shares.giveBack(channels.connection(connection.connectionId()));
        shares.giveBack(channels.all());
        results.disconnected(connection.connectionId());
        askedElsewhere.disconnected(connection.connectionId());
    }

    @Override
    public void addToGroup(String connectionId, String group) {
        HubConnection connection = connections.find(connectionId);
        if (connection == null) {
            remoteGroups.change(connectionId, group, true);
        } else {
            join(connection, group);
        }
    }

    @Override
    public void removeFromGroup(String connectionId, String group) {
        HubConnection connection = connections.find(connectionId);
        if (connection == null) {
            remoteGroups.change(connectionId, group, false);
        } else {
            leave(connection, group);
        }
    }

    private void change(HubConnection connection, Envelope.GroupChange change) {
        if (change.join()) {
            join(connection, change.group());
        } else {
            leave(connection, change.group());
        }
    }

    private void join(HubConnection connection, String group) {
        String channel = channels.group(group);
        HubTarget members = new HubTarget.Groups(List.of(group), Set.of());
        CompletableFuture<Void> subscribed = share(channel, members); // until this call returns
        connections.join(connection, group, () -> share(channel, members));
        shares.await(List.of(subscribed));
        shares.giveBack(channel);
    }

    private void leave(HubConnection connection, String group) {
        connections.leave(connection, group, () -> shares.giveBack(channels.group(group)));
    }

    private CompletableFuture<Void> share(String channel, HubTarget target) {
        return shares.take(channel, mail(said -> deliver(target, said)));
    }

    private Consumer<byte[]> mail(Consumer<Envelope> reader) {
        return bytes -> inbox.put(bytes, letter -> reader.accept(EnvelopeFormat.read(letter)));
    }

    // ---- from other nodes

    private void deliver(HubTarget target, Envelope said) {
        if (said instanceof Envelope.Delivery(String from, Set<String> except, var message)
                && !from.equals(plane.node())) {
            connections.reach(target, (to, _) -> Broadcasts.send(message, to, except));
        }
    }

    private void toldHolder(String connectionId, Envelope said) {
        switch (said) {
            case Envelope.Question question -> holder.ask(connectionId, question);
            case Envelope.Withdrawn(String id) -> askedElsewhere.forget(connectionId, id);
            case Envelope.Reminder reminder -> holder.remind(connectionId, reminder);
            case Envelope.GroupChange change -> holder.change(connectionId, change);
            default -> deliver(new HubTarget.Clients(Set.of(connectionId)), said);
        }
    }

    private void replied(Envelope said) {
        switch (said) {
            case Envelope.Acknowledged(String id) -> remoteGroups.acknowledged(id);
            case Envelope.Answered answer -> remoteQuestions.answered(answer);
            case Envelope.Unanswered refusal -> remoteQuestions.unanswered(refusal);
            default -> {}
        }
    }

    // ---- to whomever

    @Override
    public void send(HubTarget target, Invocation message) {
        if (target instanceof HubTarget.Clients(Set<String> ids) && ids.size() == 1) {
            HubConnection here = connections.find(ids.iterator().next());
            if (here != null) {
                here.send(message);
                return;
            }
        }
        EncodedMessage encoded = EncodedMessage.of(message, plane.protocols());
        try {
            connections.reach(target, (to, except) -> Broadcasts.send(encoded, to, except));
        } finally {
            publish(target, encoded);
        }
    }

    private void publish(HubTarget target, EncodedMessage message) {
        switch (target) {
            case HubTarget.All(Set<String> except) ->
                    post.send(channels.all(), delivery(except, message));
            case HubTarget.Clients(Set<String> ids) ->
                    publish(
                            ids.stream().filter(id -> connections.find(id) == null).toList(),
                            channels::connection,
                            delivery(Set.of(), message));
            case HubTarget.Groups(List<String> names, Set<String> except) ->
                    publish(names, channels::group, delivery(except, message));
            case HubTarget.Users(Set<String> ids) ->
                    publish(List.copyOf(ids), channels::user, delivery(Set.of(), message));
        }
    }

    private Envelope delivery(Set<String> except, EncodedMessage message) {
        return new Envelope.Delivery(plane.node(), except, message);
    }

    private void publish(List<String> names, Function<String, String> channel, Envelope delivery) {
        if (!names.isEmpty()) {
            byte[] written = EnvelopeFormat.write(delivery);
            names.forEach(name -> post.send(channel.apply(name), written));
        }
    }

    // ---- client results

    @Override
    public CompletionStage<@Nullable Object> ask(
            String connectionId, String method, List<@Nullable Object> arguments, Type resultType) {
        String id = plane.node() + "-" + lastQuestion.incrementAndGet();
        Invocation message = new Invocation(Map.of(), id, method, arguments.toArray(), List.of());
        HubConnection here = connections.find(connectionId);
        if (here == null) {
            return remoteQuestions.ask(connectionId, id, message, resultType);
        }
        return connections.ask(here, message, resultType, results);
    }

    @Override
    public @Nullable Type resultType(String invocationId) {
        Type type = results.type(invocationId);
        return type == null && askedElsewhere.contains(invocationId) ? Object.class : type;
    }

    @Override
    public void answered(HubConnection from, Completion completion) {
        if (!askedElsewhere.answered(from, completion)) {
            results.settle(from.connectionId(), completion);
        }
    }

    @Override
    public void answeredBadly(HubConnection from, CompletionBindingFailure failure) {
        if (!askedElsewhere.answeredBadly(from, failure)) {
            results.fail(from.connectionId(), failure);
        }
    }
}
