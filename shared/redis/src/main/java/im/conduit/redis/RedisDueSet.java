package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.TaskId;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The due set on Redis: a sorted set per partition.
@Singleton
public final class RedisDueSet implements DueSet {

    private static final Logger LOG = LoggerFactory.getLogger(RedisDueSet.class);

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
        RedisException failure = null;
        for (CompletionStage<List<Object>> reply : replies) {
            try {
                List<Object> flat = RedisReply.of(reply);
                for (int i = 0; i < flat.size(); i += 2) {
                    read((String) flat.get(i), (String) flat.get(i + 1)).ifPresent(taken::add);
                }
            } catch (RedisException e) {
                failure = e;
            }
        }
        if (failure != null && taken.isEmpty()) {
            throw failure;
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
                .flatMap(member -> read(member, known.getOrDefault(member, "")).stream())
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

    /// Empty for a member that nobody can read: it must not hold up the others.
    private static Optional<Due> read(String member, String owner) {
        try {
            KeyId key = owner.isEmpty() ? NOBODY : new KeyId(owner);
            return Optional.of(new Due(DueWork.parse(member), key));
        } catch (IllegalArgumentException e) {
            LOG.warn("the due set holds {}, which is no work", member);
            return Optional.empty();
        }
    }
}
