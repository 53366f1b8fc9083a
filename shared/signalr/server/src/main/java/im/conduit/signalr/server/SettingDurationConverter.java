package im.conduit.signalr.server;

import io.micronaut.core.convert.MutableConversionService;
import io.micronaut.core.convert.TypeConverterRegistrar;
import java.util.Optional;

/// Lets settings be durations.
public final class SettingDurationConverter implements TypeConverterRegistrar {

    @Override
    public void register(MutableConversionService conversion) {
        conversion.addConverter(
                CharSequence.class,
                SettingDuration.class,
                (text, _, context) -> {
                    try {
                        return Optional.of(SettingDuration.parse(text.toString()));
                    } catch (IllegalArgumentException e) {
                        context.reject(text, e);
                        return Optional.empty();
                    }
                });
    }
}
