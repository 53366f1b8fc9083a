package im.conduit.signalr.sample;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Finds the folder of static files without regard to the case of `/lib`, which the server's own
/// mapping does not.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class LibraryPath {

    private static final String FOLDER = "/lib/";

    @PreMatching
    @RequestFilter
    @Nullable MutableHttpRequest<?> inLowerCase(HttpRequest<?> request) {
        String path = request.getUri().getRawPath();
        boolean other =
                path.regionMatches(true, 0, FOLDER, 0, FOLDER.length()) && !path.startsWith(FOLDER);
        return other
                ? request.mutate().uri(URI.create(FOLDER + path.substring(FOLDER.length())))
                : null;
    }
}
