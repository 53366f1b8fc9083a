package im.conduit.signalr.server;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.ConversionError;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.util.Set;

/// Stops the start when a setting `signalr.*` cannot be read. Without it the setting's default
/// would be taken, and nobody would know.
@Context
final class SettingsCheck {

    private static final Set<String> BOOLEANS = Set.of("true", "false");

    private final Environment environment;

    /// @throws ConfigurationException naming the setting
    SettingsCheck(BeanContext beans, Environment environment) {
        this.environment = environment;
        beans.getBeanDefinitions(
                        Object.class, Qualifiers.byStereotype(ConfigurationProperties.class))
                .forEach(settings -> SettingNames.in(settings).forEach(this::check));
    }

    private void check(String name, Argument<?> setting) {
        String text = environment.getProperty(name, String.class).orElse("");
        if (text.isBlank()) {
            return;
        }
        if (setting.getType() == boolean.class && !BOOLEANS.contains(text)) {
            throw new ConfigurationException(name + ": '" + text + "' is neither true nor false");
        }
        ArgumentConversionContext<?> conversion = ConversionContext.of(setting);
        if (environment.getProperty(name, conversion).isEmpty()) {
            throw new ConfigurationException(
                    name
                            + " cannot be read: "
                            + conversion
                                    .getLastError()
                                    .map(ConversionError::getCause)
                                    .map(Exception::getMessage)
                                    .orElse("it is no " + setting.getType().getSimpleName()));
        }
    }
}
