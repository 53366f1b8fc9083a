package im.conduit.signalr.server;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.PropertySource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes environment variables of another spelling for settings. Settings in their own spelling
/// win.
public final class TranslatedEnvironment {

    private final String name;
    private final int order;
    private final Function<String, @Nullable String> settings;

    /// @param name of the property source
    /// @param order of the property source: below -200, that of the environment itself
    /// @param settings the setting that a variable stands for, or `null`
    public TranslatedEnvironment(
            String name, int order, Function<String, @Nullable String> settings) {
        this.name = name;
        this.order = order;
        this.settings = settings;
    }

    /// Adds what the environment of this process says.
    public void addTo(ApplicationContextBuilder builder) {
        Map<String, Object> found = translated(System.getenv());
        if (!found.isEmpty()) {
            builder.propertySources(PropertySource.of(name, found, order));
        }
    }

    /// The settings among environment variables.
    public Map<String, Object> translated(Map<String, String> environment) {
        Map<String, Object> found = new HashMap<>();
        environment.forEach(
                (variable, value) -> {
                    String setting = settings.apply(variable);
                    if (setting != null) {
                        found.put(setting, value);
                    }
                });
        return found;
    }
}
