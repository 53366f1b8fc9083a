package im.conduit.redis;

import im.conduit.testkit.RedisProcess;
import org.jspecify.annotations.Nullable;

/// A server with connections, shared by the tests of this process.
enum TestRedis {
    /// A plain server, as the local default has it.
    PLAIN,
    /// A cluster of one node, which refuses to let a script touch keys of two slots.
    CLUSTER;

    private @Nullable RedisProcess process;
    private @Nullable RedisConnections connections;

    synchronized RedisConnections connections() {
        if (connections == null) {
            connections =
                    switch (this) {
                        case PLAIN -> new RedisConnections(RedisSettings.plain(process().uri()));
                        case CLUSTER ->
                                new RedisConnections(
                                        RedisSettings.cluster(process().uri()), null, "#!lua\n");
                    };
        }
        return connections;
    }

    /// Sends a line to the server itself.
    void command(String line) {
        process().command(line);
    }

    private synchronized RedisProcess process() {
        if (process == null) {
            process =
                    switch (this) {
                        case PLAIN -> RedisProcess.start();
                        case CLUSTER -> RedisProcess.startCluster();
                    };
        }
        return process;
    }
}
