package im.conduit.signalr.sample;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/// Starts the host: `--http PORT --https PORT [--static DIR] [--extra]`.
public final class SampleHost {

    private SampleHost() {}

    /// Runs until it is killed.
    ///
    /// @param args see above
    public static void main(String[] args) {
        EmbeddedServer server = start(args);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> server.getApplicationContext().close()));
        System.out.println("SignalR sample listening on " + server.getURI());
    }

    static EmbeddedServer start(String... args) {
        return ApplicationContext.builder()
                .properties(properties(args))
                .start()
                .getBean(EmbeddedServer.class)
                .start();
    }

    private static Map<String, Object> properties(String... args) {
        Map<String, Object> all = new HashMap<>();
        all.put("micronaut.server.host", "127.0.0.1");
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--http" -> all.put("micronaut.server.port", args[++i]);
                case "--https" -> {
                    all.put("micronaut.server.ssl.enabled", true);
                    all.put("micronaut.server.ssl.build-self-signed", true);
                    all.put("micronaut.server.ssl.port", args[++i]);
                    all.put("micronaut.server.dual-protocol", true);
                    all.put("micronaut.server.http-version", "2.0");
                }
                case "--static" -> {
                    all.put("micronaut.router.static-resources.lib.paths", "file:" + args[++i]);
                    all.put("micronaut.router.static-resources.lib.mapping", "/lib/**");
                }
                case "--extra" -> all.put("sample.extra", true);
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
        return all;
    }
}
