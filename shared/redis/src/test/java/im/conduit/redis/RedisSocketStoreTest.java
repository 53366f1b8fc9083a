package im.conduit.redis;

import im.conduit.realtime.hub.SocketStore;
import im.conduit.testkit.hub.SocketStoreContract;

class RedisSocketStoreTest extends SocketStoreContract {

    @Override
    protected SocketStore store() {
        return new RedisSocketStore(TestRedis.PLAIN.connections());
    }
}
