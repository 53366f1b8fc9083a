package im.conduit.http;

import im.conduit.realtime.key.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// Routes to knock at.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class Rooms {

    @Get("/v1/rooms/mine")
    HttpResponse<byte[]> mine(@RequestAttribute(Authentication.CALLER) Caller caller) {
        return HttpResponse.ok(("\"" + caller.key().name() + "\"").getBytes())
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    @Post("/v1/rooms/echo")
    HttpResponse<byte[]> echo(@Body byte[] body) {
        return HttpResponse.ok(body).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    @Anonymous
    @Post("/v1/rooms/maybe")
    HttpResponse<byte[]> maybe(HttpRequest<String> request) {
        return HttpResponse.ok(request.getBody(String.class).orElse("nothing").getBytes())
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    @Anonymous
    @Get("/v1/rooms/open")
    HttpResponse<byte[]> open() {
        return HttpResponse.ok("true".getBytes()).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    @Get("/v1/rooms/broken")
    HttpResponse<byte[]> broken() {
        throw new IllegalStateException("secret-of-the-house");
    }
}
