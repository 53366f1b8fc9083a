package im.conduit.app;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/// One task from its submission to its end, so that the start-up cache knows the classes that serve
/// one.
final class TrainingRequests {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL_PAUSE = Duration.ofMillis(200);
    private static final String SUBMISSION =
            """
            {"model": "demo-image", "prompt": "a first light", "size": "256x256"}""";

    private final HttpClient client;
    private final RunningApp app;

    private TrainingRequests(HttpClient client, RunningApp app) {
        this.client = client;
        this.app = app;
    }

    /// @throws StartFailure when the task does not complete
    static void run(RunningApp app) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            new TrainingRequests(client, app).walk();
        } catch (IOException e) {
            throw new StartFailure("the training request was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted", e);
        }
    }

    private void walk() throws IOException, InterruptedException {
        HttpResponse<String> accepted =
                send(
                        request("/v1/images/generations/async")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(SUBMISSION)));
        String status =
                accepted.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new StartFailure("the training task was refused"));
        Instant limit = Instant.now().plus(LIMIT);
        while (!send(request(status)).body().contains("\"completed\":true")) {
            if (Instant.now().isAfter(limit)) {
                throw new StartFailure("the training task did not complete");
            }
            Thread.sleep(POLL_PAUSE);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(app.url().resolve(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + app.secrets().developmentKey());
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
