package im.conduit.redis;

import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskStore;
import im.conduit.testkit.RecordingDoorbell;
import im.conduit.testkit.task.TaskLogContract;

class RedisTaskLogTest extends TaskLogContract {

    @Override
    protected TaskStore store(TaskSettings settings, RecordingDoorbell doorbell) {
        return new RedisTaskStore(TestRedis.PLAIN.connections(), doorbell, settings);
    }
}
