package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.TaskId;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// The due set on Redis: a sorted set per partition.
@Singleton
public final class RedisDueSet implements DueSet {

    /// Owner of a member whose own is not recorded; owners only make queues fair.
    private static final KeyId NOBODY = new KeyId("nobody");

    private final RedisConnections redis;
    private final LuaScript takeOverdue;
    private final LuaScript lookAgain;
    private final LuaScript done;

    /// @param redis where it is kept
    public RedisDueSet(RedisConnections redis) {
        this.redis = redis;
        this.takeOverdue = redis.script("take_overdue.lua");
        this.lookAgain = redis.script("look_again.lua");
        this.done = redis.script("due_done.lua");
    }

    @Override
    public List<Due> takeOverdue(int limit) {
        List<String> arguments = List.of(Integer.toString(limit));
        List<CompletionStage<List<Object>>> replies = new ArrayList<>();
        for (int partition = 0; partition < TaskId.PARTITIONS; partition++) {
            replies.add(takeOverdue.run(ScriptOutputType.MULTI, keys(partition), arguments));
        }
        List<Due> taken = new ArrayList<>();
        for (CompletionStage<List<Object>> reply : replies) {
            List<Object> flat = RedisReply.of(reply);
            for (int i = 0; i < flat.size(); i += 2) {
                taken.add(due((String) flat.get(i), (String) flat.get(i + 1)));
            }
        }
        return taken;
    }

    @Override
    public List<Due> all(int partition) {
        CompletionStage<List<String>> members =
                redis.commands().zrange(RedisNames.due(partition), 0, -1);
        CompletionStage<Map<String, String>> owners =
                redis.commands().hgetall(RedisNames.dueOwners(partition));
        Map<String, String> known = RedisReply.of(owners);
        return RedisReply.of(members).stream()
                .map(member -> due(member, known.getOrDefault(member, "")))
                .toList();
    }

    @Override
    public void lookAgain(DueWork work, Duration delay) {
        int partition = work.task().partition();
        List<String> keys = List.of(RedisNames.due(partition), RedisNames.dueRings(partition));
        List<String> arguments = List.of(work.member(), Long.toString(delay.toMillis()));
        RedisReply.of(lookAgain.run(ScriptOutputType.INTEGER, keys, arguments));
    }

    @Override
    public void done(DueWork work) {
        List<String> keys = keys(work.task().partition());
        RedisReply.of(done.run(ScriptOutputType.INTEGER, keys, List.of(work.member())));
    }

    private static List<String> keys(int partition) {
        return List.of(
                RedisNames.due(partition),
                RedisNames.dueOwners(partition),
                RedisNames.dueRings(partition));
    }

    private static Due due(String member, String owner) {
        return new Due(DueWork.parse(member), owner.isEmpty() ? NOBODY : new KeyId(owner));
    }
}
