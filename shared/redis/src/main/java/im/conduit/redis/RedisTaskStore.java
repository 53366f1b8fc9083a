package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.task.Commit;
import im.conduit.realtime.task.Commit.Refusal;
import im.conduit.realtime.task.Doorbell;
import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.realtime.task.TaskStatus;
import im.conduit.realtime.task.TaskStore;
import im.conduit.realtime.task.Transition;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The task store on Redis: a hash and an event log per task in the task's partition, every step
/// one script.
@Singleton
public final class RedisTaskStore implements TaskStore {

    /// When work that was just made is looked at if its ring was lost.
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final RedisConnections redis;
    private final Doorbell doorbell;
    private final TaskSettings settings;
    private final LuaScript create;
    private final LuaScript commit;

    /// @param doorbell rung behind each step that makes work
    public RedisTaskStore(RedisConnections redis, Doorbell doorbell, TaskSettings settings) {
        this.redis = redis;
        this.doorbell = doorbell;
        this.settings = settings;
        this.create = redis.script("create.lua");
        this.commit = redis.script("webhook_status.lua", "task_steps.lua", "commit.lua");
    }

    @Override
    public Task create(TaskId id, KeyId owner, TaskSpec spec) {
        int partition = id.partition();
        List<String> keys =
                List.of(
                        RedisNames.task(id),
                        RedisNames.due(partition),
                        RedisNames.dueOwners(partition));
        List<String> arguments = new ArrayList<>();
        arguments.add(id.value());
        arguments.add(owner.value());
        arguments.add(ms(settings.queueLimit()));
        arguments.add(ms(FIRST_LOOK));
        arguments.addAll(TaskFields.write(spec));
        List<Object> flat = RedisReply.of(create.run(ScriptOutputType.MULTI, keys, arguments));
        Task task = new TaskFields(map(flat)).task();
        if (task.status() == TaskStatus.PENDING) {
            doorbell.ring(generation(id), task.owner(), Duration.ZERO);
        }
        return task;
    }

    @Override
    public CompletionStage<Optional<Task>> read(TaskId id) {
        return redis.commands()
                .hgetall(RedisNames.task(id))
                .thenApply(
                        fields ->
                                fields.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(new TaskFields(fields).task()));
    }

    @Override
    public Optional<Task> find(TaskId id) {
        return RedisReply.of(read(id));
    }

    @Override
    public Commit commit(TaskId id, Transition transition) {
        StepText step = StepText.of(transition, settings);
        List<Object> reply = take(id, step, "0", "0");
        while (reply.getFirst().equals("sequence")) {
            reply = take(id, step, (String) reply.get(1), (String) reply.get(2));
        }
        return switch ((String) reply.getFirst()) {
            case "unknown" -> new Commit.Unknown();
            case "refused" ->
                    new Commit.Refused(
                            fields(reply.get(3)).task(), Refusal.valueOf((String) reply.get(1)));
            case "done" -> done(id, transition, reply);
            case String other -> throw new IllegalStateException("commit.lua answered " + other);
        };
    }

    @Override
    public List<TaskEvent> events(TaskId id, long after) {
        CompletionStage<String> owner = redis.commands().hget(RedisNames.task(id), "owner");
        CompletionStage<List<String>> texts =
                redis.commands()
                        .zrangebyscore(
                                RedisNames.events(id),
                                Range.from(
                                        Range.Boundary.excluding(after),
                                        Range.Boundary.unbounded()));
        List<String> kept = RedisReply.of(texts);
        return RedisReply.ifAny(owner).map(KeyId::new).stream()
                .flatMap(key -> kept.stream().map(text -> EventText.read(id, key, text)))
                .toList();
    }

    @Override
    public Map<TaskId, Long> sequences(Collection<TaskId> ids) {
        Map<TaskId, RedisFuture<String>> replies = new LinkedHashMap<>();
        ids.forEach(id -> replies.put(id, redis.commands().hget(RedisNames.task(id), "seq")));
        Map<TaskId, Long> sequences = new HashMap<>();
        replies.forEach(
                (id, reply) ->
                        RedisReply.ifAny(reply)
                                .ifPresent(seq -> sequences.put(id, Long.valueOf(seq))));
        return sequences;
    }

    /// @param sequence of the event that the step will write
    /// @param waiting sequence of the progress delivery that it will overtake
    private List<Object> take(TaskId id, StepText step, String sequence, String waiting) {
        int partition = id.partition();
        List<String> keys =
                List.of(
                        RedisNames.task(id),
                        RedisNames.events(id),
                        RedisNames.due(partition),
                        RedisNames.dueOwners(partition),
                        RedisNames.dueRings(partition),
                        RedisNames.delivery(id, Long.parseLong(sequence)),
                        RedisNames.delivery(id, Long.parseLong(waiting)),
                        RedisNames.taskSockets(id));
        List<String> arguments = new ArrayList<>();
        arguments.add(step.name());
        arguments.add(id.value());
        arguments.add(sequence);
        arguments.add(RedisNames.EVENT_CHANNELS);
        arguments.add(Integer.toString(settings.keptEvents()));
        arguments.add(ms(settings.retention()));
        arguments.add(ms(FIRST_LOOK));
        arguments.add(waiting);
        arguments.addAll(step.arguments());
        return RedisReply.of(commit.run(ScriptOutputType.MULTI, keys, arguments));
    }

    private Commit.Done done(TaskId id, Transition transition, List<Object> reply) {
        String text = (String) reply.get(1);
        TaskFields fields = fields(reply.get(4));
        Task task = fields.task();
        TaskEvent event = text.isEmpty() ? null : EventText.read(id, task.owner(), text);
        if (event != null) {
            ring(event, (Long) reply.get(2));
        }
        Duration nextLook = nextLook(transition);
        if (nextLook != null) {
            doorbell.ring(generation(id), task.owner(), nextLook);
        }
        return new Commit.Done(task, event, fields.work(Long.parseLong((String) reply.get(3))));
    }

    /// @param wanted bit 1: a webhook, bit 2: a push to sockets behind a gateway
    private void ring(TaskEvent event, long wanted) {
        if ((wanted & 1) != 0) {
            ring(DueWork.Kind.WEBHOOK, event);
        }
        if ((wanted & 2) != 0) {
            ring(DueWork.Kind.HUB, event);
        }
    }

    private void ring(DueWork.Kind kind, TaskEvent event) {
        DueWork work = new DueWork(kind, event.task(), event.sequence());
        doorbell.ring(work, event.owner(), Duration.ZERO);
    }

    /// After what time the step wants a worker for the task.
    private static @Nullable Duration nextLook(Transition transition) {
        return switch (transition) {
            case Transition.Park park -> park.lookAgainAfter();
            case Transition.Repeat repeat -> repeat.delay();
            case Transition.Retry _ -> Duration.ZERO;
            case Transition.Claim _, Transition.Heartbeat _, Transition.Intend _ -> null;
            case Transition.Advance _, Transition.Complete _, Transition.Fail _ -> null;
            case Transition.Cancel _, Transition.Expire _ -> null;
        };
    }

    private static DueWork generation(TaskId id) {
        return new DueWork(DueWork.Kind.GENERATION, id, 0);
    }

    @SuppressWarnings("unchecked")
    private static TaskFields fields(Object flat) {
        return new TaskFields(map((List<Object>) flat));
    }

    private static Map<String, String> map(List<Object> flat) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            map.put((String) flat.get(i), (String) flat.get(i + 1));
        }
        return map;
    }

    private static String ms(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
