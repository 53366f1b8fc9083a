package im.conduit.redis;

import im.conduit.testkit.RedisProcess;
import org.jspecify.annotations.Nullable;

/// A server with connections, shared by the tests of this process.
enum TestRedis {
    /// A plain server, as the local default has it.
    PLAIN {
        @Override
        RedisConnections connect() {
            return new RedisConnections(RedisSettings.plain(RedisProcess.start().uri()));
        }
    },
    /// A cluster of one node, which refuses to let a script touch keys of two slots.
    CLUSTER {
        @Override
        RedisConnections connect() {
            RedisSettings settings = RedisSettings.cluster(RedisProcess.startCluster().uri());
            return new RedisConnections(settings, null, "#!lua\n");
        }
    };

    private @Nullable RedisConnections connections;

    abstract RedisConnections connect();

    synchronized RedisConnections connections() {
        if (connections == null) {
            connections = connect();
        }
        return connections;
    }
}
