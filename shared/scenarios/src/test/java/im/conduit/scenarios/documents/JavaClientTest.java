package im.conduit.scenarios.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import im.conduit.scenarios.Api;
import im.conduit.scenarios.shape.Shape;
import im.conduit.scenarios.shape.ShapeKind;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The official Java client with typed handlers: what P3's C# client does, on the JVM.
class JavaClientTest {

    private final Shape shape = ShapeKind.NETTY.running();
    private final Api alice = new Api(shape.uri(), Shape.Key.ALICE);

    /// What an application would read of a result; the client binds it by Gson.
    static final class Picture {
        @Nullable String imageUrl;
    }

    @Test
    void typedHandlersBindEveryEventOfATask() throws Exception {
        List<Integer> progress = new CopyOnWriteArrayList<>();
        CompletableFuture<Picture> completed = new CompletableFuture<>();
        CompletableFuture<String> failed = new CompletableFuture<>();
        HubConnection connection =
                HubConnectionBuilder.create(shape.uri() + "/hubs/image-generation")
                        .withAccessTokenProvider(Single.just(Shape.Key.ALICE.key()))
                        .build();
        connection.on("TaskProgress", (_, p) -> progress.add(p), String.class, Integer.class);
        connection.on(
                "TaskCompleted", (_, r) -> completed.complete(r), String.class, Picture.class);
        connection.on("TaskFailed", (_, e) -> failed.complete(e), String.class, String.class);
        assertThat(connection.start().blockingAwait(20, TimeUnit.SECONDS)).isTrue();
        try {
            String task = alice.submit(Api.image("a quay [slow:2s]"));
            String failing = alice.submit(Api.image("x [fail:content_policy_violation]"));
            Map<?, ?> document =
                    connection
                            .invoke(Map.class, "SubscribeToTask", task)
                            .timeout(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS)
                            .blockingGet();
            assertThat(
                            connection
                                    .invoke("SubscribeToTask", failing)
                                    .blockingAwait(20, TimeUnit.SECONDS))
                    .isTrue();

            assertThat(document.get("task_id")).isEqualTo(task);
            assertThat(completed.get(20, TimeUnit.SECONDS).imageUrl)
                    .isEqualTo(alice.status(task).at("result/imageUrl"));
            assertThat(failed.get(20, TimeUnit.SECONDS))
                    .isEqualTo(alice.status(failing).at("error"));
            assertThat(progress).isNotEmpty().isSorted();
        } finally {
            assertThat(connection.stop().blockingAwait(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
