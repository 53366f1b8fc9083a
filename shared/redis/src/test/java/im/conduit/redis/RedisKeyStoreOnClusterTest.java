package im.conduit.redis;

import im.conduit.realtime.key.KeyStore;
import im.conduit.testkit.key.KeyStoreContract;

class RedisKeyStoreOnClusterTest extends KeyStoreContract {

    @Override
    protected KeyStore store() {
        return new RedisKeyStore(TestRedis.CLUSTER.connections());
    }
}
