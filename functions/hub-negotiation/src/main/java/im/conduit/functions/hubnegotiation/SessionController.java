package im.conduit.functions.hubnegotiation;

import im.conduit.http.Anonymous;
import im.conduit.http.Authentication;
import im.conduit.http.Problems;
import im.conduit.realtime.key.Caller;
import im.conduit.realtime.key.Credentials;
import im.conduit.realtime.key.Credentials.Issued;
import im.conduit.realtime.key.SessionRule;
import im.conduit.realtime.wire.IssuedDocument;
import im.conduit.realtime.wire.SessionReader;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.time.Duration;

/// Begins and ends browser sessions. Contract section 6.
@Controller("/api/auth/session")
final class SessionController {

    private final Credentials credentials;
    private final SessionRule rule;

    SessionController(Credentials credentials, SessionRule rule) {
        this.credentials = credentials;
        this.rule = rule;
    }

    @Post
    HttpResponse<?> begin(
            HttpRequest<String> request, @RequestAttribute(Authentication.CALLER) Caller caller) {
        return switch (SessionReader.read(request.getBody(String.class).orElse(""))) {
            case SessionReader.Reading.Refused(var problem) -> Problems.answer(request, problem);
            case SessionReader.Reading.Read(var user) -> {
                Issued session = credentials.issueSession(new Caller(caller.key(), user));
                yield HttpResponse.ok(IssuedDocument.session(session, user))
                        .contentType(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .cookie(cookie(session.text(), Credentials.SESSION_LIFE));
            }
        };
    }

    /// Takes the cookie away. Asks for nothing, since it gives nothing.
    @Anonymous
    @Delete
    HttpResponse<?> end() {
        return HttpResponse.noContent()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .cookie(cookie("", Duration.ZERO));
    }

    private Cookie cookie(String value, Duration life) {
        return Cookie.of(Credentials.SESSION_COOKIE, value)
                .path("/")
                .httpOnly(true)
                .secure(rule.secure())
                .sameSite(SameSite.Strict)
                .maxAge(life);
    }
}
