package im.conduit.realtime.media;

import java.util.Optional;

/// The name of a stored medium, as in `/v1/media/{key}`: unguessable, and safe as a file name.
///
/// @param value 1 to 128 letters, digits, `-`, `_` and single dots
public record MediaKey(String value) {

    private static final String FORM = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*";

    /// @throws IllegalArgumentException when the value has another form
    public MediaKey {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a media key");
        }
    }

    /// Reads what a client sent.
    public static Optional<MediaKey> parse(String text) {
        return isValid(text) ? Optional.of(new MediaKey(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return text.length() <= 128 && text.matches(FORM);
    }
}
