package im.conduit.app;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A started app and everything that was started for it. Whatever goes wrong on the way up, what
/// was started is ended again, last one first.
final class RunningApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningApp.class);
    private static final String HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 8080;

    private final Options options;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final DataFolder data;
    private final Secrets secrets;
    private final URI url;
    private @Nullable EmbeddedRedis redis;

    private RunningApp(Options options, Environment environment) {
        this.options = options;
        int port = port(options, environment);
        this.url = URI.create("http://" + HOST + ":" + port);
        this.data = options.ephemeral() ? EphemeralFolder.open() : DataFolder.open(options.data());
        started.push(options.ephemeral() ? data::delete : data);
        this.secrets = Secrets.of(data);
    }

    /// Starts Redis, queues and the server.
    ///
    /// @throws StartFailure when one of them cannot start
    static RunningApp start(Options options) {
        ApplicationContext context =
                ApplicationContext.builder().deduceEnvironment(false).banner(false).build();
        Environment environment = context.getEnvironment().start();
        RunningApp app = new RunningApp(options, environment);
        try {
            app.startAll(context);
            return app;
        } catch (RuntimeException e) {
            app.close();
            throw e instanceof StartFailure ? e : failure(e);
        }
    }

    URI url() {
        return url;
    }

    Secrets secrets() {
        return secrets;
    }

    /// Where things are kept, for people.
    String dataNote() {
        return options.ephemeral() ? "none is kept (--ephemeral)" : data.path().toString();
    }

    /// Takes no more work, lets what runs end within the configured limit, closes the sockets, and
    /// ends Redis last.
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                LOG.warn("end-incomplete", e);
            }
        }
    }

    /// Ends the other process without waiting for anything in this one.
    void abandon() {
        if (redis != null) {
            redis.close();
        }
        if (options.ephemeral()) {
            data.delete();
        }
    }

    private void startAll(ApplicationContext context) {
        Environment environment = context.getEnvironment();
        Map<String, Object> settings = new HashMap<>(ownSettings(environment));
        CompletableFuture<String> queues =
                environment.containsProperty("conduit.sqs.endpoint")
                        ? null
                        : inBackground(EmbeddedQueues::start);
        redis = isGiven(environment) ? null : EmbeddedRedis.start(data, persistence(environment));
        if (redis != null) {
            started.push(redis);
            settings.put("conduit.redis.uri", redis.uri());
        }
        if (queues != null) {
            settings.put("conduit.sqs.endpoint", queues.join());
        }
        environment.addPropertySource(PropertySource.of("local-app", settings));
        started.push(context);
        context.start();
        context.getBean(EmbeddedServer.class).start();
    }

    private Map<String, Object> ownSettings(Environment environment) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("micronaut.server.host", HOST);
        settings.put("micronaut.server.port", url.getPort());
        String key = "conduit.keys[" + configuredKeys(environment) + "].";
        settings.put(key + "key", secrets.developmentKey());
        settings.put(key + "name", "development");
        settings.put(key + "webhook-secret", secrets.webhookSecret());
        settings.put("conduit.data", data.path().toString());
        unlessConfigured(environment, settings, "conduit.public-url", url.toString());
        unlessConfigured(environment, settings, "conduit.pepper", secrets.pepper());
        unlessConfigured(environment, settings, "conduit.encryption-key", secrets.encryptionKey());
        unlessConfigured(
                environment, settings, "conduit.media.folder", data.room("media").toString());
        return settings;
    }

    private static void unlessConfigured(
            Environment environment, Map<String, Object> settings, String name, String value) {
        if (!environment.containsProperty(name)) {
            settings.put(name, value);
        }
    }

    private static int configuredKeys(Environment environment) {
        return environment.getProperty("conduit.keys", List.class).map(List::size).orElse(0);
    }

    private static boolean isGiven(Environment environment) {
        return environment.containsProperty("conduit.redis.uri")
                || environment.containsProperty("redis.uri"); // REDIS_URI
    }

    private EmbeddedRedis.Persistence persistence(Environment environment) {
        return options.ephemeral()
                ? EmbeddedRedis.Persistence.NONE
                : environment
                        .getProperty("conduit.redis.append-fsync", String.class)
                        .map(
                                name ->
                                        EmbeddedRedis.Persistence.valueOf(
                                                name.toUpperCase(Locale.ROOT)))
                        .orElse(EmbeddedRedis.Persistence.EVERYSEC);
    }

    private static int port(Options options, Environment environment) {
        int wanted =
                options.port() != null
                        ? options.port()
                        : environment
                                .getProperty("micronaut.server.port", Integer.class)
                                .orElse(DEFAULT_PORT);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure(
                    "port " + wanted + " cannot be used (" + e.getMessage() + "): try --port", e);
        }
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, Thread::startVirtualThread);
    }

    /// Why, in one line: the innermost cause says it best. The rest is for the log.
    private static RuntimeException failure(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        LOG.debug("start-failed", e);
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new StartFailure("cannot start: " + reason, e);
    }
}
