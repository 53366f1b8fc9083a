package im.conduit.redis;

import im.conduit.realtime.task.TaskSettings;
import im.conduit.testkit.RecordingDoorbell;
import im.conduit.testkit.webhook.ProgressDeliveryContract;

class RedisProgressDeliveryOnClusterTest extends ProgressDeliveryContract {

    @Override
    protected Stores stores(TaskSettings settings, RecordingDoorbell doorbell) {
        RedisConnections redis = TestRedis.CLUSTER.connections();
        return new Stores(
                new RedisTaskStore(redis, doorbell, settings),
                new RedisDeliveryStore(redis),
                new RedisDueSet(redis));
    }
}
