package im.conduit.signalr.server;

import io.micronaut.context.annotation.ConfigurationReader;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The settings `signalr.*` by name, as the compiler noted them of their records.
final class SettingNames {

    private static final String ROOT = "signalr";

    private SettingNames() {}

    /// The names of all settings of the modules on the class path.
    static Set<String> all() {
        Set<String> names = new TreeSet<>();
        SoftServiceLoader.load(BeanDefinitionReference.class, SettingNames.class.getClassLoader())
                .collectAll()
                .stream()
                .filter(BeanDefinitionReference::isConfigurationProperties)
                .filter(BeanDefinitionReference::isPresent)
                .map(BeanDefinitionReference::load)
                .forEach(settings -> names.addAll(in(settings).keySet()));
        return names;
    }

    /// The settings of a record by name; none when they are somebody else's.
    static Map<String, Argument<?>> in(BeanDefinition<?> settings) {
        Map<String, Argument<?>> found = new LinkedHashMap<>();
        if (ours(settings)) {
            for (Argument<?> setting : settings.getConstructor().getArguments()) {
                setting.getAnnotationMetadata()
                        .stringValue(Property.class, "name")
                        .ifPresent(name -> found.put(name, setting));
            }
        }
        return found;
    }

    private static boolean ours(BeanDefinition<?> settings) {
        String prefix =
                settings.stringValue(ConfigurationReader.class, ConfigurationReader.PREFIX)
                        .orElse("");
        return prefix.equals(ROOT) || prefix.startsWith(ROOT + ".");
    }
}
