package im.conduit.http;

import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The id of a request: the caller's own when it sends a valid one, else a new one. It stays the
/// same for the whole request.
public final class RequestId {

    /// The header of every answer.
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = "conduit.request-id";
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    private RequestId() {}

    /// The id of this request.
    public static String of(HttpRequest<?> request) {
        Optional<String> known = request.getAttribute(ATTRIBUTE, String.class);
        if (known.isPresent()) {
            return known.get();
        }
        String id =
                Stream.of(HEADER, "X-Correlation-Id")
                        .map(name -> request.getHeaders().get(name))
                        .filter(value -> value != null && VALID.matcher(value).matches())
                        .findFirst()
                        .orElseGet(() -> "req_" + UUID.randomUUID().toString().replace("-", ""));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
