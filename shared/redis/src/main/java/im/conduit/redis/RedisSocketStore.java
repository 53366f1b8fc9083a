package im.conduit.redis;

import im.conduit.realtime.hub.Socket;
import im.conduit.realtime.hub.SocketStore;
import im.conduit.realtime.hub.SocketSubscription;
import im.conduit.realtime.hub.Spelling;
import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.TaskId;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sockets that a gateway holds, on Redis: a hash and a set for each connection, a sorted set for
/// each key, and a hash of watchers in each task's slot.
@Singleton
public final class RedisSocketStore implements SocketStore {

    /// A gateway keeps a connection for 2 h at most.
    private static final Duration KEEP = Duration.ofHours(2).plusMinutes(10);

    private static final String SHAKEN = "shaken";

    private final RedisConnections redis;
    private final LuaScript claim;
    private final LuaScript alive;
    private final LuaScript watch;
    private final LuaScript sent;

    /// @param redis where they are kept
    public RedisSocketStore(RedisConnections redis) {
        this.redis = redis;
        this.claim = redis.script("socket_claim.lua");
        this.alive = redis.script("socket_alive.lua");
        this.watch = redis.script("socket_watch.lua");
        this.sent = redis.script("socket_sent.lua");
    }

    @Override
    public boolean connect(Socket socket, int limit) {
        List<String> arguments =
                List.of(
                        socket.connectionId(),
                        ms(socket.aliveFor()),
                        Integer.toString(limit),
                        ms(KEEP));
        List<String> keys = List.of(RedisNames.keySockets(socket.viewer().key()));
        Long claimed = RedisReply.of(claim.run(ScriptOutputType.INTEGER, keys, arguments));
        if (claimed == 0) {
            return false;
        }
        String name = RedisNames.socket(socket.connectionId());
        var stored = redis.commands().hset(name, SocketFields.write(socket));
        var kept = redis.commands().pexpire(name, KEEP.toMillis());
        RedisReply.of(stored);
        RedisReply.of(kept);
        return true;
    }

    @Override
    public Optional<Socket> seen(String connectionId) {
        Map<String, String> fields =
                RedisReply.of(redis.commands().hgetall(RedisNames.socket(connectionId)));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Socket socket = SocketFields.read(connectionId, fields);
        List<String> keys = List.of(RedisNames.keySockets(socket.viewer().key()));
        List<String> arguments = List.of(connectionId, ms(socket.aliveFor()), ms(KEEP));
        RedisReply.of(alive.run(ScriptOutputType.INTEGER, keys, arguments));
        return Optional.of(socket);
    }

    @Override
    public void shakenHands(String connectionId) {
        RedisReply.of(redis.commands().hset(RedisNames.socket(connectionId), SHAKEN, "1"));
    }

    @Override
    public void subscribe(TaskId task, SocketSubscription subscription, Instant at) {
        String tasks = RedisNames.socketTasks(subscription.connectionId());
        var noted = redis.commands().sadd(tasks, task.value());
        var kept = redis.commands().pexpire(tasks, KEEP.toMillis());
        RedisReply.of(noted);
        RedisReply.of(kept);
        put(
                task,
                subscription.connectionId(),
                subscription.spelling(),
                at,
                SocketFields.on(at, subscription));
    }

    @Override
    public void unsubscribe(TaskId task, String connectionId, Spelling spelling, Instant at) {
        put(task, connectionId, spelling, at, SocketFields.off(at));
        boolean left =
                subscribers(task).stream().noneMatch(s -> s.connectionId().equals(connectionId));
        if (left) {
            RedisReply.of(
                    redis.commands().srem(RedisNames.socketTasks(connectionId), task.value()));
        }
    }

    private void put(
            TaskId task, String connectionId, Spelling spelling, Instant at, String value) {
        List<String> arguments =
                List.of(
                        SocketFields.name(connectionId, spelling),
                        Long.toString(at.toEpochMilli()),
                        value,
                        ms(KEEP));
        RedisReply.of(
                watch.run(
                        ScriptOutputType.INTEGER,
                        List.of(RedisNames.taskSockets(task)),
                        arguments));
    }

    @Override
    public int watched(String connectionId) {
        return RedisReply.of(redis.commands().scard(RedisNames.socketTasks(connectionId)))
                .intValue();
    }

    @Override
    public List<SocketSubscription> subscribers(TaskId task) {
        Map<String, String> fields =
                RedisReply.of(redis.commands().hgetall(RedisNames.taskSockets(task)));
        return fields.entrySet().stream()
                .flatMap(f -> SocketFields.subscription(f.getKey(), f.getValue()).stream())
                .toList();
    }

    @Override
    public void sent(TaskId task, String connectionId, long sequence) {
        List<String> arguments =
                List.of(
                        Long.toString(sequence),
                        SocketFields.name(connectionId, Spelling.TASK),
                        SocketFields.name(connectionId, Spelling.REQUEST));
        RedisReply.of(
                sent.run(
                        ScriptOutputType.INTEGER,
                        List.of(RedisNames.taskSockets(task)),
                        arguments));
    }

    @Override
    public void remove(String connectionId) {
        Map<String, String> fields =
                RedisReply.of(redis.commands().hgetall(RedisNames.socket(connectionId)));
        Set<String> tasks =
                RedisReply.of(redis.commands().smembers(RedisNames.socketTasks(connectionId)));
        for (String task : tasks) {
            RedisReply.of(
                    redis.commands()
                            .hdel(
                                    RedisNames.taskSockets(new TaskId(task)),
                                    SocketFields.name(connectionId, Spelling.TASK),
                                    SocketFields.name(connectionId, Spelling.REQUEST)));
        }
        if (!fields.isEmpty()) {
            KeyId key = SocketFields.read(connectionId, fields).viewer().key();
            RedisReply.of(redis.commands().zrem(RedisNames.keySockets(key), connectionId));
        }
        RedisReply.of(redis.commands().del(RedisNames.socketTasks(connectionId)));
        RedisReply.of(redis.commands().del(RedisNames.socket(connectionId)));
    }

    @Override
    public int alive(KeyId key) {
        List<String> time = RedisReply.of(redis.commands().time());
        long now = Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
        return RedisReply.of(
                        redis.commands()
                                .zcount(
                                        RedisNames.keySockets(key),
                                        Range.from(
                                                Range.Boundary.excluding(now),
                                                Range.Boundary.unbounded())))
                .intValue();
    }

    private static String ms(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
