package im.conduit.app;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The page at `/`: asks for a picture or a video and watches it being made. It talks to the same
/// routes and hubs as everybody else.
@Controller
final class PageController {

    private static final String CLIENT = "signalr.js";

    private static final byte[] NO_CLIENT =
            "// The official client is fetched where npm is.\n".getBytes(StandardCharsets.UTF_8);

    private static final Map<String, String> TYPES =
            Map.of(
                    "index.html",
                    "text/html; charset=utf-8",
                    "page.css",
                    "text/css; charset=utf-8",
                    "page.js",
                    "text/javascript; charset=utf-8",
                    "hub.js",
                    "text/javascript; charset=utf-8",
                    CLIENT,
                    "text/javascript; charset=utf-8",
                    "icon.svg",
                    "image/svg+xml");

    /// Results may lie elsewhere, and hubs are WebSockets; scripts and styles come from here alone.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src * data:;"
                    + " media-src *; connect-src 'self' ws: wss:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private final Map<String, byte[]> files = new HashMap<>();

    /// @param client a file with the official SignalR client for browsers; without it the page uses
    ///     a few lines of its own
    PageController(@Property(name = "conduit.page.signalr-client") @Nullable String client) {
        TYPES.keySet().stream()
                .filter(name -> !name.equals(CLIENT))
                .forEach(name -> files.put(name, read(name)));
        files.put(CLIENT, client == null ? NO_CLIENT : read(Path.of(client)));
    }

    /// The page.
    @Get("/")
    @Produces(MediaType.ALL)
    HttpResponse<?> index(HttpRequest<?> request) {
        return file(request, "index.html");
    }

    /// What the page is made of.
    @Get("/page/{name}")
    @Produces(MediaType.ALL)
    HttpResponse<?> file(HttpRequest<?> request, @PathVariable String name) {
        byte[] bytes = files.get(name);
        String type = TYPES.get(name);
        if (bytes == null || type == null) {
            return HttpResponse.notFound();
        }
        String etag = etag(bytes);
        boolean known = etag.equals(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH));
        MutableHttpResponse<?> answer =
                known ? HttpResponse.notModified() : HttpResponse.ok(bytes).contentType(type);
        return answer.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer");
    }

    private static String etag(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return '"' + HexFormat.of().toHexDigits(sum.getValue()) + '"';
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return NO_CLIENT;
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = PageController.class.getResourceAsStream("/page/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
