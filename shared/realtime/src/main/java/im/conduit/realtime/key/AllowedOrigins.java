package im.conduit.realtime.key;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `conduit.cors`: which pages may call this service from a browser, and so use its sessions.
///
/// @param allowedOrigins exact origins, such as `https://app.example.com`
/// @param allowLoopback whether pages served from this machine may; the local default says yes
@ConfigurationProperties("conduit.cors")
public record AllowedOrigins(
        @Bindable(defaultValue = "") List<String> allowedOrigins,
        @Bindable(defaultValue = "false") boolean allowLoopback) {

    private static final String LOOPBACK =
            "https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?";

    /// Copies the list.
    public AllowedOrigins {
        allowedOrigins = allowedOrigins.stream().filter(origin -> !origin.isBlank()).toList();
    }

    /// Whether a page of this origin may call.
    public boolean allows(@Nullable String origin) {
        return origin != null && origin.toLowerCase(Locale.ROOT).matches(expression());
    }

    /// All of them as one regular expression, in lower case; matches nothing when there is none.
    public String expression() {
        Stream<String> exact =
                allowedOrigins.stream().map(o -> Pattern.quote(o.toLowerCase(Locale.ROOT)));
        Stream<String> all = allowLoopback ? Stream.concat(exact, Stream.of(LOOPBACK)) : exact;
        return String.join("|", Stream.concat(all, Stream.of("(?!)")).toList());
    }
}
