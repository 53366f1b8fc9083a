package im.conduit.signalr.netty;

import im.conduit.signalr.server.HubServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// A server on a free port with the test hubs.
final class TestHost implements AutoCloseable {

    private final EmbeddedServer server;

    TestHost(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("micronaut.server.port", -1);
        all.put("micronaut.server.host", "127.0.0.1");
        server = ApplicationContext.run(all).getBean(EmbeddedServer.class).start();
    }

    TestHost() {
        this(Map.of());
    }

    int port() {
        return server.getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    <T> Collection<T> beans(Class<T> type) {
        return server.getApplicationContext().getBeansOfType(type);
    }

    HubServer hubs() {
        return bean(HubServer.class);
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
        LeakCheck.nothingLeaked();
    }
}
