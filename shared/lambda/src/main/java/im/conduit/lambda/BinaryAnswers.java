package im.conduit.lambda;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.function.BinaryTypeConfiguration;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Which answers go to the gateway in base64, because a text would change their bytes: all but text
/// and JSON. The framework's list of types has no video and only some kinds of pictures.
@Singleton
@Replaces(BinaryTypeConfiguration.class)
final class BinaryAnswers extends BinaryTypeConfiguration {

    /// @param mediaType of the answer, with its parameters; null when it has no body
    @Override
    public boolean isMediaTypeBinary(@Nullable String mediaType) {
        return mediaType != null
                && !mediaType.startsWith("text/")
                && !mediaType.matches("application/([^;]*\\+)?json\\b.*");
    }
}
