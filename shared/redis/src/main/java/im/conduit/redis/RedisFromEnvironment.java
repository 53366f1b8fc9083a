package im.conduit.redis;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes the address of Redis as ASP.NET Core applications are given it: the environment variable
/// `Redis__Configuration` (or with a colon, in any case), `host:port` with options behind commas.
/// `password`, `user`, `ssl` and `defaultDatabase` count, others do not. `REDIS_URI` and
/// `conduit.redis.uri` win.
@ContextConfigurer
public final class RedisFromEnvironment implements ApplicationContextConfigurer {

    private static final int BELOW_ENVIRONMENT = -210;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        String uri = uri(System.getenv());
        if (uri != null) {
            builder.propertySources(
                    PropertySource.of(
                            "conduit-redis-environment",
                            Map.of("redis.uri", uri),
                            BELOW_ENVIRONMENT));
        }
    }

    /// The address among environment variables, as a URI or several with commas between.
    static @Nullable String uri(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey().toLowerCase(Locale.ROOT).replace("__", ":");
            if (name.equals("redis:configuration")) {
                return uri(variable.getValue());
            }
        }
        return null;
    }

    private static String uri(String configuration) {
        List<String> hosts = new ArrayList<>();
        Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : configuration.split(",")) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                hosts.add(part.strip());
            } else {
                options.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
            }
        }
        String password = options.get("password");
        String login =
                password == null
                        ? ""
                        : encoded(options.getOrDefault("user", "")) + ":" + encoded(password) + "@";
        String scheme = "true".equalsIgnoreCase(options.get("ssl")) ? "rediss://" : "redis://";
        String database = options.getOrDefault("defaultDatabase", "");
        return String.join(
                ",",
                hosts.stream()
                        .map(host -> host.contains("://") ? host : scheme + login + host)
                        .map(uri -> database.isEmpty() ? uri : uri + "/" + database)
                        .toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
