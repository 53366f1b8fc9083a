package im.conduit.redis;

import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskStore;
import im.conduit.testkit.RecordingDoorbell;
import im.conduit.testkit.task.TransitionTableContract;

class RedisTransitionsOnClusterTest extends TransitionTableContract {

    @Override
    protected TaskStore store() {
        return new RedisTaskStore(
                TestRedis.CLUSTER.connections(), new RecordingDoorbell(), TaskSettings.DEFAULT);
    }
}
