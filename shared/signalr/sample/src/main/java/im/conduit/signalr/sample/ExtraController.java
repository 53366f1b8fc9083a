package im.conduit.signalr.sample;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/// The log of the extra hubs, and a second server that can be shut down.
@Controller("/extra")
@Requires(property = "sample.extra", value = "true")
final class ExtraController {

    private @Nullable EmbeddedServer second;

    @Get(uri = "/log/{connectionId}", produces = MediaType.TEXT_PLAIN)
    String log(String connectionId) {
        return ExtraLog.of(connectionId);
    }

    @Post(uri = "/second/start", produces = MediaType.TEXT_PLAIN)
    @ExecuteOn(TaskExecutors.BLOCKING)
    synchronized String start() {
        EmbeddedServer known = second;
        if (known == null) {
            known = SampleHost.start("--http", "-1", "--extra");
            second = known;
        }
        return String.valueOf(known.getPort());
    }

    @Post(uri = "/second/stop", produces = MediaType.TEXT_PLAIN)
    @ExecuteOn(TaskExecutors.BLOCKING)
    synchronized String stop() {
        EmbeddedServer known = second;
        if (known != null) {
            known.getApplicationContext().close();
            second = null;
        }
        return "stopped";
    }
}
