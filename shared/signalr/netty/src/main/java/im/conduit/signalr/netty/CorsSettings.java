package im.conduit.signalr.netty;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/// The settings `signalr.cors.*`: for pages that come from elsewhere.
///
/// @param allowedOrigins origins such as `https://app.example.com` whose pages may call hubs with
///     credentials; `*` for any; none: browsers keep to their same-origin rule
@ConfigurationProperties("signalr.cors")
record CorsSettings(@Bindable(defaultValue = "") List<String> allowedOrigins) {}
