package im.conduit.signalr.server;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.naming.NameUtils;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes settings in the spelling of ASP.NET Core: environment variables such as
/// `SignalR__KeepAliveInterval` (or with a colon) are `signalr.keep-alive-interval`, and
/// `SignalR__Tokens__Validity` is `signalr.tokens.validity`. Settings
/// spelled our way in the environment win.
@ContextConfigurer
public final class DotNetSpellings implements ApplicationContextConfigurer {

    private static final int BELOW_ENVIRONMENT = -210;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        Map<String, Object> found = translated(System.getenv());
        if (!found.isEmpty()) {
            builder.propertySources(source(found));
        }
    }

    private static PropertySource source(Map<String, Object> values) {
        return new MapPropertySource("signalr-dotnet-environment", values) {
            @Override
            public int getOrder() {
                return BELOW_ENVIRONMENT;
            }
        };
    }

    /// The settings among environment variables.
    static Map<String, Object> translated(Map<String, String> environment) {
        Map<String, Object> found = new HashMap<>();
        environment.forEach(
                (name, value) -> {
                    String rest = rest(name);
                    if (rest != null) {
                        found.put("signalr." + hyphenated(rest), value);
                    }
                });
        return found;
    }

    private static String hyphenated(String rest) {
        return Arrays.stream(rest.split("__|:"))
                .map(part -> NameUtils.hyphenate(part, true))
                .collect(Collectors.joining("."));
    }

    private static @Nullable String rest(String name) {
        for (String prefix : new String[] {"SignalR__", "SignalR:"}) {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return name.substring(prefix.length());
            }
        }
        return null;
    }
}
