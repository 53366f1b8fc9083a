package im.conduit.redis;

import im.conduit.realtime.task.TaskSettings;
import im.conduit.testkit.RecordingDoorbell;
import im.conduit.testkit.webhook.DeliveryStoreContract;

class RedisDeliveryStoreTest extends DeliveryStoreContract {

    @Override
    protected Stores stores(TaskSettings settings, RecordingDoorbell doorbell) {
        RedisConnections redis = TestRedis.PLAIN.connections();
        return new Stores(
                new RedisTaskStore(redis, doorbell, settings),
                new RedisDeliveryStore(redis),
                new RedisDueSet(redis));
    }
}
