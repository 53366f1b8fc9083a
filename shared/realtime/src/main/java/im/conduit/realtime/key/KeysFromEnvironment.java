package im.conduit.realtime.key;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes keys from the environment: `CONDUIT_KEYS_0_KEY` is `conduit.keys[0].key`, and so on. No
/// other list has names with numbers.
@ContextConfigurer
public final class KeysFromEnvironment implements ApplicationContextConfigurer {

    private static final Pattern VARIABLE =
            Pattern.compile("CONDUIT_KEYS_(\\d{1,4})_(KEY|NAME|WEBHOOK_SECRET|ALLOWED_MODELS)");
    private static final int BELOW_ENVIRONMENT = -210;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(
                PropertySource.of(
                        "conduit-keys-environment",
                        translated(System.getenv()),
                        BELOW_ENVIRONMENT));
    }

    /// The settings among environment variables.
    static Map<String, Object> translated(Map<String, String> environment) {
        Map<String, Object> found = new HashMap<>();
        environment.forEach(
                (variable, value) -> {
                    String setting = setting(variable);
                    if (setting != null) {
                        found.put(setting, value);
                    }
                });
        return found;
    }

    private static @Nullable String setting(String variable) {
        Matcher key = VARIABLE.matcher(variable);
        return key.matches()
                ? "conduit.keys["
                        + Integer.parseInt(key.group(1))
                        + "]."
                        + key.group(2).toLowerCase(Locale.ROOT).replace('_', '-')
                : null;
    }
}
