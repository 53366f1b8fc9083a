package im.conduit.realtime.key;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A virtual key of the configuration: `conduit.keys[n]`.
///
/// @param index n
/// @param key the key's characters
/// @param name what it is called
/// @param webhookSecret its webhook secret, `whsec_` and base64 of 32 bytes; made when absent
/// @param allowedModels exact names or prefixes with a trailing `*`, as a list in a file or as one
///     text with commas (names with a second index, `allowed-models[0]`, are not read); none allows
///     all
@EachProperty(value = "conduit.keys", list = true)
record ConfiguredKey(
        @Parameter Integer index,
        String key,
        @Nullable String name,
        @Nullable String webhookSecret,
        @Nullable List<String> allowedModels) {}
