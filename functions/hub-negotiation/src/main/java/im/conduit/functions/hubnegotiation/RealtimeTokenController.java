package im.conduit.functions.hubnegotiation;

import im.conduit.http.Authentication;
import im.conduit.http.Problems;
import im.conduit.http.SessionAccepted;
import im.conduit.realtime.key.Caller;
import im.conduit.realtime.key.Credentials;
import im.conduit.realtime.wire.IssuedDocument;
import im.conduit.realtime.wire.Problem;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestAttribute;
import org.jspecify.annotations.Nullable;

/// Gives out realtime tokens: what a browser connects to hubs with instead of a key. Contract
/// section 6.
@Controller("/api/auth/realtime-token")
final class RealtimeTokenController {

    private static final int LONGEST_USER = 256;

    private final Credentials credentials;

    RealtimeTokenController(Credentials credentials) {
        this.credentials = credentials;
    }

    @Get
    @SessionAccepted
    HttpResponse<?> get(
            HttpRequest<?> request, @RequestAttribute(Authentication.CALLER) Caller caller) {
        return token(request, caller);
    }

    @Post
    HttpResponse<?> post(
            HttpRequest<?> request, @RequestAttribute(Authentication.CALLER) Caller caller) {
        return token(request, caller);
    }

    private HttpResponse<?> token(HttpRequest<?> request, Caller caller) {
        HttpParameters query = request.getParameters();
        for (String name : new String[] {"hubs", "task_id"}) {
            if (query.contains(name)) {
                return Problems.answer(request, Problem.invalid(name, "cannot narrow a token"));
            }
        }
        String user = query.get("user");
        if (user != null && (user.isBlank() || user.length() > LONGEST_USER)) {
            return Problems.answer(
                    request,
                    Problem.invalid("user", "must have 1 to " + LONGEST_USER + " characters"));
        }
        if (user != null && caller.user() != null && !user.equals(caller.user())) {
            return Problems.answer(request, Problem.otherUser());
        }
        return HttpResponse.ok(IssuedDocument.token(credentials.issueToken(narrowed(caller, user))))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static Caller narrowed(Caller caller, @Nullable String user) {
        return user == null ? caller : new Caller(caller.key(), user);
    }
}
