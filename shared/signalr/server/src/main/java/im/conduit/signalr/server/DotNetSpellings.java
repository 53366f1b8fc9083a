package im.conduit.signalr.server;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.core.naming.NameUtils;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Takes settings in the spelling of ASP.NET Core: environment variables such as
/// `SignalR__KeepAliveInterval` (or with a colon) are `signalr.keep-alive-interval`, and
/// `SignalR__Tokens__Validity` is `signalr.tokens.validity`. As there, case means nothing:
/// `SIGNALR__KEEPALIVEINTERVAL` is the same.
@ContextConfigurer
public final class DotNetSpellings implements ApplicationContextConfigurer {

    private static final int BELOW_ENVIRONMENT = -210;

    static final TranslatedEnvironment ENVIRONMENT =
            new TranslatedEnvironment(
                    "signalr-dotnet-environment", BELOW_ENVIRONMENT, DotNetSpellings::setting);

    @Override
    public void configure(ApplicationContextBuilder builder) {
        ENVIRONMENT.addTo(builder);
    }

    private static @Nullable String setting(String variable) {
        for (String prefix : new String[] {"SignalR__", "SignalR:"}) {
            if (variable.regionMatches(true, 0, prefix, 0, prefix.length())) {
                String spelled = "signalr." + hyphenated(variable.substring(prefix.length()));
                return Known.SETTINGS.getOrDefault(bare(spelled), spelled);
            }
        }
        return null;
    }

    /// What is left of a setting's name in every spelling.
    private static String bare(String setting) {
        return setting.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /// The settings by bare name, looked up where somebody spells one like this.
    private static final class Known {
        private static final Map<String, String> SETTINGS =
                SettingNames.all().stream()
                        .collect(Collectors.toUnmodifiableMap(DotNetSpellings::bare, name -> name));
    }

    private static String hyphenated(String rest) {
        return Arrays.stream(rest.split("__|:"))
                .map(part -> NameUtils.hyphenate(part, true))
                .collect(Collectors.joining("."));
    }
}
