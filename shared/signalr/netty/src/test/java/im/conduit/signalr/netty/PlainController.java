package im.conduit.signalr.netty;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// An ordinary route beside the hubs.
@Controller
class PlainController {

    @Get(uri = "/plain/{text}", produces = MediaType.TEXT_PLAIN)
    @ExecuteOn(TaskExecutors.BLOCKING)
    String plain(String text) {
        return "plain " + text;
    }
}
