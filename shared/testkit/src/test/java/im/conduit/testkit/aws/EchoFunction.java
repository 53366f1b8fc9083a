package im.conduit.testkit.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/// Says what it is told, to whom its environment names.
public final class EchoFunction implements RequestHandler<Map<String, String>, String> {

    /// As AWS's runtime makes it.
    public EchoFunction() {}

    @Override
    public String handleRequest(Map<String, String> event, Context context) {
        if ("fail".equals(event.get("say"))) {
            throw new IllegalStateException("asked to fail");
        }
        return event.get("say") + " " + System.getenv("WHOM");
    }
}
