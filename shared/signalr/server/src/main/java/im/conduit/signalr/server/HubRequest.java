package im.conduit.signalr.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An HTTP request as hubs, authenticators and admission see it. Kept as the strings that came,
/// since it lives as long as its connection and is rarely looked at; immutable.
public final class HubRequest {

    private final String method;
    private final String uri;
    private final String[] headers;
    private final String remoteAddress;
    private final boolean secure;

    /// @param method the HTTP method
    /// @param uri path and query, as sent
    /// @param headers names and values in turn
    /// @param remoteAddress the peer's address, for logs and limits
    /// @param secure whether it came over TLS
    public HubRequest(
            String method, String uri, List<String> headers, String remoteAddress, boolean secure) {
        if (headers.size() % 2 != 0) {
            throw new IllegalArgumentException("headers must hold names and values in turn");
        }
        this.method = method;
        this.uri = uri;
        this.headers = headers.toArray(String[]::new);
        this.remoteAddress = remoteAddress;
        this.secure = secure;
    }

    /// The HTTP method.
    public String method() {
        return method;
    }

    /// Path and query as sent.
    public String uri() {
        return uri;
    }

    /// The decoded path.
    public String path() {
        int end = uri.indexOf('?');
        return decode(end < 0 ? uri : uri.substring(0, end), false);
    }

    /// The peer's address.
    public String remoteAddress() {
        return remoteAddress;
    }

    /// Whether it came over TLS.
    public boolean secure() {
        return secure;
    }

    /// The first value of a header, its name without regard to case, or `null`.
    public @Nullable String header(String name) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equalsIgnoreCase(name)) {
                return headers[i + 1];
            }
        }
        return null;
    }

    /// The value of a cookie, or `null`.
    public @Nullable String cookie(String name) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equalsIgnoreCase("cookie")) {
                String found = cookieIn(headers[i + 1], name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable String cookieIn(String header, String name) {
        for (String pair : header.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                return pair.substring(equals + 1).strip();
            }
        }
        return null;
    }

    /// The first value of a query member, its name without regard to case, or `null`.
    public @Nullable String query(String name) {
        List<String> values = queryValues(name);
        return values.isEmpty() ? null : values.getFirst();
    }

    /// Every value of a query member in the order sent.
    public List<String> queryValues(String name) {
        int start = uri.indexOf('?');
        if (start < 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>(1);
        for (String pair : uri.substring(start + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            if (key.equalsIgnoreCase(name)) {
                values.add(equals < 0 ? "" : decode(pair.substring(equals + 1), true));
            }
        }
        return values;
    }

    /// The token of an `Authorization: Bearer` header, else of the query member `access_token`.
    public @Nullable String bearerToken() {
        String header = header("authorization");
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return header.substring(7).strip();
        }
        return query("access_token");
    }

    private static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(
                    plusIsSpace ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text; // broken escapes stand for themselves
        }
    }
}
