package im.conduit.redis;

import im.conduit.realtime.task.DueSet;
import im.conduit.realtime.task.TaskId;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskStore;
import im.conduit.testkit.RecordingDoorbell;
import im.conduit.testkit.task.DueSetContract;

class RedisDueSetTest extends DueSetContract {

    private final RedisConnections redis = TestRedis.PLAIN.connections();

    @Override
    protected DueSet dueSet() {
        return new RedisDueSet(redis);
    }

    @Override
    protected TaskStore store() {
        return new RedisTaskStore(redis, new RecordingDoorbell(), TaskSettings.DEFAULT);
    }

    @Override
    protected void forget(TaskId id) {
        RedisReply.of(redis.commands().del(RedisNames.task(id)));
    }
}
