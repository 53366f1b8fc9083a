package im.conduit.scenarios.shape;

import im.conduit.testkit.webhook.WebhookSink;
import java.net.URI;
import java.util.List;

/// The Netty app as `conduit run --ephemeral` starts it, with the keys of the scenarios.
final class NettyShape implements Shape {

    private final WebhookSink sink = WebhookSink.start();
    private final AppProcess app;

    NettyShape() {
        app =
                AppProcess.ofClasses(
                        List.of("--port", "0", "--ephemeral"),
                        Deployed.settings(),
                        Deployed.scratch("logs").resolve("netty.log"));
    }

    @Override
    public URI uri() {
        return app.uri();
    }

    @Override
    public URI hub(String name, Key key) {
        String address = "ws" + uri().toString().substring("http".length());
        return URI.create(address + "/hubs/" + name + "?access_token=" + key.key());
    }

    @Override
    public WebhookSink sink() {
        return sink;
    }

    @Override
    public void close() {
        app.close();
        sink.close();
    }

    @Override
    public String toString() {
        return "Netty";
    }
}
