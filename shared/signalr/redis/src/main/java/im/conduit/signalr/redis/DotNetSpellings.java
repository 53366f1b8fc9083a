package im.conduit.signalr.redis;

import im.conduit.signalr.server.TranslatedEnvironment;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import java.util.Locale;
import java.util.Map;

/// Takes the environment variables `Redis__InstanceName` and `Redis__ChannelPrefix` (or with a
/// colon), as applications of ASP.NET Core often have them, for `signalr.redis.instance-name` and
/// `signalr.redis.channel-prefix`.
@ContextConfigurer
public final class DotNetSpellings implements ApplicationContextConfigurer {

    private static final int BELOW_OTHER_SPELLINGS = -220;
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "redis:instancename", "signalr.redis.instance-name",
                    "redis:channelprefix", "signalr.redis.channel-prefix");

    static final TranslatedEnvironment ENVIRONMENT =
            new TranslatedEnvironment(
                    "signalr-redis-dotnet-environment",
                    BELOW_OTHER_SPELLINGS,
                    variable -> SETTINGS.get(variable.replace("__", ":").toLowerCase(Locale.ROOT)));

    @Override
    public void configure(ApplicationContextBuilder builder) {
        ENVIRONMENT.addTo(builder);
    }
}
