package im.conduit.signalr.redis;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Takes the environment variables `Redis__InstanceName` and `Redis__ChannelPrefix` (or with a
/// colon), as applications of ASP.NET Core often have them, for `signalr.redis.instance-name` and
/// `signalr.redis.channel-prefix`. The settings' own spellings win.
@ContextConfigurer
public final class DotNetSpellings implements ApplicationContextConfigurer {

    private static final int BELOW_OTHER_SPELLINGS = -220;
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "redis:instancename", "signalr.redis.instance-name",
                    "redis:channelprefix", "signalr.redis.channel-prefix");

    @Override
    public void configure(ApplicationContextBuilder builder) {
        Map<String, Object> found = translated(System.getenv());
        if (!found.isEmpty()) {
            builder.propertySources(source(found));
        }
    }

    private static PropertySource source(Map<String, Object> values) {
        return new MapPropertySource("signalr-redis-dotnet-environment", values) {
            @Override
            public int getOrder() {
                return BELOW_OTHER_SPELLINGS;
            }
        };
    }

    /// The settings among environment variables.
    static Map<String, Object> translated(Map<String, String> environment) {
        Map<String, Object> found = new HashMap<>();
        environment.forEach(
                (name, value) -> {
                    String setting = SETTINGS.get(name.replace("__", ":").toLowerCase(Locale.ROOT));
                    if (setting != null) {
                        found.put(setting, value);
                    }
                });
        return found;
    }
}
