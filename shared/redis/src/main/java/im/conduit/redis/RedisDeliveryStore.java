package im.conduit.redis;

import im.conduit.realtime.key.KeyId;
import im.conduit.realtime.webhook.Attempt;
import im.conduit.realtime.webhook.DeliveryId;
import im.conduit.realtime.webhook.DeliveryOutcome;
import im.conduit.realtime.webhook.DeliveryRecord;
import im.conduit.realtime.webhook.DeliveryStore;
import io.lettuce.core.ScriptOutputType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ledger of deliveries on Redis: a hash per delivery in its task's partition, every step one
/// script. `commit.lua` plans them.
@Singleton
public final class RedisDeliveryStore implements DeliveryStore {

    /// Contract section 7: how long an ended delivery is kept with its body.
    private static final Duration KEPT = Duration.ofDays(7);

    /// Contract section 7: progress deliveries of a task are at least this far apart.
    private static final Duration PROGRESS_GAP = Duration.ofSeconds(1);

    private final RedisConnections redis;
    private final LuaScript claim;
    private final LuaScript keep;
    private final LuaScript record;

    /// @param redis where it is kept
    public RedisDeliveryStore(RedisConnections redis) {
        this.redis = redis;
        this.claim = redis.script("webhook_status.lua", "delivery.lua", "delivery_claim.lua");
        this.keep = redis.script("delivery_keep.lua");
        this.record = redis.script("webhook_status.lua", "delivery.lua", "delivery_record.lua");
    }

    @Override
    public Claim claim(DeliveryId id, String permit, Duration permitTime) {
        List<String> arguments =
                List.of(
                        id.work().member(),
                        Long.toString(id.sequence()),
                        permit,
                        ms(permitTime),
                        ms(KEPT));
        List<Object> reply = RedisReply.of(claim.run(ScriptOutputType.MULTI, keys(id), arguments));
        return switch ((String) reply.getFirst()) {
            case "claimed" ->
                    new Claim.Claimed(new DeliveryFields(id, fields(reply.get(1))).delivery());
            case "not_due" ->
                    new Claim.NotDue(
                            new KeyId((String) reply.get(1)),
                            Duration.ofMillis((Long) reply.get(2)));
            case "overtaken" -> new Claim.Overtaken(sibling(id, reply.get(1)));
            case "nothing" -> new Claim.Nothing();
            case String other ->
                    throw new IllegalStateException("delivery_claim.lua answered " + other);
        };
    }

    @Override
    public Optional<String> keep(DeliveryId id, String permit, String body) {
        List<String> key = List.of(RedisNames.delivery(id.task(), id.sequence()));
        return RedisReply.ifAny(keep.run(ScriptOutputType.VALUE, key, List.of(permit, body)));
    }

    @Override
    public Recorded record(DeliveryId id, String permit, DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Delivered(Attempt attempt) ->
                    record(id, permit, new Turn("delivered", Duration.ZERO, attempt, ""));
            case DeliveryOutcome.RetryAfter(Attempt attempt, Duration delay) ->
                    record(id, permit, new Turn("retry", delay, attempt, ""));
            case DeliveryOutcome.GaveUp(Attempt attempt, String cause) ->
                    record(id, permit, new Turn("dead", Duration.ZERO, attempt, cause));
            case DeliveryOutcome.Postponed(Duration delay) ->
                    record(id, permit, new Turn("postponed", delay, null, ""));
        };
    }

    @Override
    public Optional<DeliveryRecord> find(DeliveryId id) {
        Map<String, String> fields =
                RedisReply.of(
                        redis.commands().hgetall(RedisNames.delivery(id.task(), id.sequence())));
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeliveryFields(id, fields).record());
    }

    /// An outcome as the script takes it.
    private record Turn(String name, Duration delay, @Nullable Attempt attempt, String cause) {

        String error() {
            return attempt == null || attempt.error() == null ? "" : attempt.error();
        }
    }

    private Recorded record(DeliveryId id, String permit, Turn turn) {
        String member = id.work().member();
        String sequence = Long.toString(id.sequence());
        List<String> arguments =
                List.of(
                        member,
                        sequence,
                        member.substring(0, member.length() - sequence.length()),
                        permit,
                        turn.name(),
                        ms(turn.delay()),
                        turn.attempt() == null ? "" : StoredAttempt.write(turn.attempt()),
                        turn.error(),
                        turn.cause(),
                        ms(KEPT),
                        ms(PROGRESS_GAP));
        List<Object> reply = RedisReply.of(record.run(ScriptOutputType.MULTI, keys(id), arguments));
        return switch ((String) reply.getFirst()) {
            case "done" -> new Recorded.Done();
            case "ring" ->
                    new Recorded.RingAfter(
                            sibling(id, reply.get(1)), Duration.ofMillis((Long) reply.get(2)));
            case "lost" -> new Recorded.PermitLost();
            case String other ->
                    throw new IllegalStateException("delivery_record.lua answered " + other);
        };
    }

    private static DeliveryId sibling(DeliveryId id, Object sequence) {
        return new DeliveryId(id.task(), Long.parseLong((String) sequence));
    }

    private static List<String> keys(DeliveryId id) {
        int partition = id.task().partition();
        return List.of(
                RedisNames.delivery(id.task(), id.sequence()),
                RedisNames.task(id.task()),
                RedisNames.due(partition),
                RedisNames.dueOwners(partition),
                RedisNames.dueRings(partition));
    }

    private static Map<String, String> fields(Object flat) {
        List<?> list = (List<?>) flat;
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < list.size(); i += 2) {
            fields.put((String) list.get(i), (String) list.get(i + 1));
        }
        return fields;
    }

    private static String ms(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
