package im.conduit.signalr.sample;

import im.conduit.signalr.netty.HubResponseHook;
import im.conduit.signalr.server.HubRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/// Cookies on every answer below a path with `/negotiate`.
@Singleton
final class NegotiateCookies implements HubResponseHook {

    static boolean wanted(String path) {
        return path.toLowerCase(Locale.ROOT).contains("/negotiate");
    }

    static List<String> cookies(boolean secure) {
        String attributes = "; path=/" + (secure ? "; secure; samesite=none; Partitioned" : "");
        return List.of(
                "testCookie=testValue" + attributes,
                "testCookie2=testValue2" + attributes,
                "expiredCookie=doesntmatter; expires=Sat, 01 Jan 2000 00:00:00 GMT" + attributes);
    }

    @Override
    public void decorate(HubRequest request, BiConsumer<String, String> headers) {
        if (wanted(request.path()) && !request.method().equals("OPTIONS")) {
            cookies(request.secure()).forEach(cookie -> headers.accept("Set-Cookie", cookie));
        }
    }
}
