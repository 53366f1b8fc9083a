package im.conduit.signalr.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/// Answers that nobody may keep.
final class CacheHeaders {

    private CacheHeaders() {}

    /// As polls are answered.
    static void forbid(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache, no-store");
        headers.set(HttpHeaderNames.PRAGMA, "no-cache");
        headers.set(HttpHeaderNames.EXPIRES, "Thu, 01 Jan 1970 00:00:00 GMT");
    }
}
