package im.conduit.signalr.server;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes environment variables of another spelling for settings. Settings in their own spelling
/// win.
public abstract class TranslatedEnvironment implements ApplicationContextConfigurer {

    private final String name;
    private final int order;

    /// @param name of the property source
    /// @param order of the property source: below -200, that of the environment itself
    protected TranslatedEnvironment(String name, int order) {
        this.name = name;
        this.order = order;
    }

    /// The setting that a variable stands for, or `null`.
    protected abstract @Nullable String setting(String variable);

    @Override
    public final void configure(ApplicationContextBuilder builder) {
        Map<String, Object> found = translated(System.getenv());
        if (!found.isEmpty()) {
            builder.propertySources(source(found));
        }
    }

    private PropertySource source(Map<String, Object> values) {
        return new MapPropertySource(name, values) {
            @Override
            public int getOrder() {
                return order;
            }
        };
    }

    /// The settings among environment variables.
    public final Map<String, Object> translated(Map<String, String> environment) {
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
}
