package im.conduit.signalr.netty.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuideTest {

    private static final Path GUIDE = Path.of("../../docs/guides/signalr.md");
    private static final Path SOURCES =
            Path.of("src/test/java/im/conduit/signalr/netty/guide").toAbsolutePath();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyPieceOfJavaInTheGuideIsCodeThatCompiles() throws IOException {
        StringBuilder compiled = new StringBuilder();
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.toList()) {
                compiled.append(Files.readString(source));
            }
        }
        List<String> pieces =
                JAVA.matcher(Files.readString(GUIDE))
                        .results()
                        .map(piece -> piece.group(1))
                        .toList();
        assertThat(pieces)
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        piece -> assertThat(packed(compiled.toString())).contains(packed(piece)));
    }

    private static String packed(String code) {
        return code.replaceAll("\\s", "");
    }

    @Test
    void theGuidesHubIsCalledStreamedSecuredAndSpokenThrough() throws Exception {
        try (EmbeddedServer server = start()) {
            String url = "http://127.0.0.1:" + server.getPort() + "/chat";
            String token = "ann-key";
            BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);

            HubConnection chat =
                    HubConnectionBuilder.create(url)
                            .withAccessTokenProvider(Single.just(token))
                            .build();
            chat.on(
                    "Said",
                    (who, text) -> heard.add(who + ": " + text),
                    String.class,
                    String.class);
            chat.start().blockingAwait();
            chat.invoke("Join", "lobby").blockingAwait();
            chat.invoke("Say", "lobby", "hello").blockingAwait();

            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("ann: hello");
            assertThatThrownBy(() -> chat.invoke("Say", "lobby", " ").blockingAwait())
                    .hasMessageContaining("Say something.");
            Observable<String> lines = Observable.just("one", "two");
            assertThat(chat.invoke(Long.class, "Dictate", "lobby", lines).blockingGet())
                    .isEqualTo(2);
            assertThat(chat.stream(String.class, "History", "lobby").toList().blockingGet())
                    .containsExactly("hello", "one", "two");
            server.getApplicationContext().getBean(Announcer.class).announce("good night");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("the house: good night");
            String id = chat.getConnectionId();
            chat.stop().blockingAwait();
            Rooms rooms = server.getApplicationContext().getBean(Rooms.class);
            await().until(() -> rooms.hasLeft(id));
        }
    }

    @Test
    void whoComesLaterIsAnnouncedAndAStrangerIsKeptOut() {
        try (EmbeddedServer server = start()) {
            BlockingQueue<String> joined = new ArrayBlockingQueue<>(10);
            HubConnection ann = client(server, "ann-key");
            ann.on("Joined", joined::add, String.class);
            ann.start().blockingAwait();
            ann.invoke("Join", "lobby").blockingAwait();
            HubConnection ben = client(server, "ben-key");
            ben.start().blockingAwait();
            ben.invoke("Join", "lobby").blockingAwait();
            await().until(() -> joined.contains("ben"));

            HubConnection stranger = client(server, "nothing");
            assertThatThrownBy(() -> stranger.start().blockingAwait()).hasMessageContaining("401");
            ann.stop().blockingAwait();
            ben.stop().blockingAwait();
        }
    }

    private static HubConnection client(EmbeddedServer server, String key) {
        return HubConnectionBuilder.create("http://127.0.0.1:" + server.getPort() + "/chat")
                .withAccessTokenProvider(Single.just(key))
                .build();
    }

    private static EmbeddedServer start() {
        return ApplicationContext.run(
                EmbeddedServer.class,
                Map.of("micronaut.server.port", -1, "micronaut.server.host", "127.0.0.1"));
    }
}
