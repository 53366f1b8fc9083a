package im.conduit.signalr.sample;

import im.conduit.signalr.server.HubServer;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Plain HTTP beside the hubs. Paths are patterns, since they match without regard to case.
@Controller
final class SampleController {

    private final HubServer hubs;

    SampleController(HubServer hubs) {
        this.hubs = hubs;
    }

    @Get(uri = "/{path:(?i)generatejwttoken}", produces = MediaType.TEXT_PLAIN)
    String generateJwtToken(String path) {
        return Jwt.issue("testuser", Duration.ofSeconds(5));
    }

    /// What the client's `Result` answers, or the failure's text.
    @Get(uri = "/{path:(?i)clientresult}/{connectionId}", produces = MediaType.TEXT_PLAIN)
    @ExecuteOn(TaskExecutors.BLOCKING)
    String clientResult(String path, String connectionId) {
        try {
            return String.valueOf(
                    hubs.context(TestHub.class)
                            .clients()
                            .client(connectionId)
                            .invoke(int.class, "Result"));
        } catch (RuntimeException failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    @Post("/{path:(?i)users}/{method:(?i)authenticate}")
    HttpResponse<Map<String, String>> authenticate(
            String path, String method, @Body Map<String, Object> body) {
        Map<String, Object> credentials = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        credentials.putAll(body);
        boolean known =
                "test".equals(credentials.get("username"))
                        && "test".equals(credentials.get("password"));
        return known
                ? HttpResponse.ok(Map.of("token", Jwt.issue("test", Duration.ofDays(1))))
                : HttpResponse.badRequest(Map.of("message", "Username or password is incorrect"));
    }

    /// Nothing there: no words about it.
    @Error(global = true, status = io.micronaut.http.HttpStatus.NOT_FOUND)
    HttpResponse<?> notFound() {
        return HttpResponse.notFound();
    }
}
