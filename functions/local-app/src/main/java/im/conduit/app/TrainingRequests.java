package im.conduit.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A first request, so that the start-up cache knows the classes that serve one.
final class TrainingRequests {

    private TrainingRequests() {}

    static void run(URI app) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(app.resolve("/health")).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new StartFailure("the training request was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
