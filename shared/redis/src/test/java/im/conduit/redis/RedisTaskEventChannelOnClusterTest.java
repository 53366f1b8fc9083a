package im.conduit.redis;

import im.conduit.realtime.task.TaskEventChannel;
import im.conduit.realtime.task.TaskSettings;
import im.conduit.realtime.task.TaskStore;
import im.conduit.testkit.RecordingDoorbell;
import im.conduit.testkit.task.TaskEventChannelContract;

class RedisTaskEventChannelOnClusterTest extends TaskEventChannelContract {

    private final RedisConnections redis = TestRedis.CLUSTER.connections();
    private final TaskEventChannel channel = new RedisTaskEventChannel(redis);

    @Override
    protected TaskEventChannel channel() {
        return channel;
    }

    @Override
    protected TaskStore store() {
        return new RedisTaskStore(redis, new RecordingDoorbell(), TaskSettings.DEFAULT);
    }

    @Override
    protected void breakConnection() {
        TestRedis.CLUSTER.command("CLIENT KILL TYPE pubsub");
    }
}
