package im.conduit.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import java.util.regex.Pattern;

/// `conduit.cors`: which pages may call this service from a browser.
///
/// @param allowedOrigins exact origins, such as `https://app.example.com`
/// @param allowLoopback whether pages served from this machine may; the local default says yes
@ConfigurationProperties("conduit.cors")
public record CorsSettings(
        @Bindable(defaultValue = "") List<String> allowedOrigins,
        @Bindable(defaultValue = "false") boolean allowLoopback) {

    private static final String LOOPBACK =
            "https?://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?";

    /// Copies the list.
    public CorsSettings {
        allowedOrigins = allowedOrigins.stream().filter(o -> !o.isBlank()).toList();
    }

    /// Whether a page of this origin may call.
    public boolean allows(String origin) {
        return allowedOrigins.contains(origin) || (allowLoopback && origin.matches(LOOPBACK));
    }

    /// The same, as one expression.
    String expression() {
        String exact = String.join("|", allowedOrigins.stream().map(Pattern::quote).toList());
        String either = exact.isEmpty() ? LOOPBACK : exact + "|" + LOOPBACK;
        return allowLoopback ? either : exact;
    }
}
