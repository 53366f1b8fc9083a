package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.HubException;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import io.reactivex.rxjava3.subjects.PublishSubject;
import io.reactivex.rxjava3.subjects.Subject;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The official Java client over each transport that it has. It speaks JSON; its MessagePack
/// protocol is an artifact that the repositories of this build do not hold.
@Timeout(60)
class JavaClientTest {

    private static TestHost host;

    /// What is done with a connection between its start and its end.
    private interface Conversation {
        void with(HubConnection connection) throws Exception;
    }

    @BeforeAll
    static void start() {
        host = new TestHost();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @ParameterizedTest
    @EnumSource(TransportEnum.class)
    void callsAreAnsweredAndMessagesHeard(TransportEnum transport) throws Exception {
        BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);
        connected(
                transport,
                connection -> {
                    connection.on("Heard", heard::add, String.class);
                    assertThat(connection.invoke(String.class, "Echo", "grün").blockingGet())
                            .isEqualTo("grün");
                    assertThat(connection.invoke(String.class, "Id").blockingGet())
                            .isEqualTo(connection.getConnectionId());
                    connection.send("Shout", "hello");
                    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
                });
    }

    @ParameterizedTest
    @EnumSource(TransportEnum.class)
    void theErrorOfACallReachesItsCaller(TransportEnum transport) throws Exception {
        connected(
                transport,
                connection ->
                        assertThatThrownBy(
                                        () -> connection.invoke("Fail", "too late").blockingAwait())
                                .isInstanceOf(HubException.class)
                                .hasMessageContaining("too late"));
    }

    @ParameterizedTest
    @EnumSource(TransportEnum.class)
    void aStreamArrivesWholeAndInOrder(TransportEnum transport) throws Exception {
        connected(
                transport,
                connection ->
                        assertThat(
                                        connection.stream(Integer.class, "Count", 500)
                                                .toList()
                                                .blockingGet())
                                .isEqualTo(IntStream.range(0, 500).boxed().toList()));
    }

    @ParameterizedTest
    @EnumSource(TransportEnum.class)
    void aStreamEndsWhenItIsDisposed(TransportEnum transport) throws Exception {
        connected(
                transport,
                connection -> {
                    List<Integer> first =
                            connection.stream(Integer.class, "CountOn")
                                    .take(5)
                                    .toList()
                                    .blockingGet();
                    assertThat(first).containsExactly(0, 1, 2, 3, 4);
                    await().until(() -> TestHub.STOPPED.contains(connection.getConnectionId()));
                });
    }

    /// Not over long polling: there the client posts an upload's items side by side, and they
    /// arrive in any order.
    @Test
    void anUploadIsReadToItsEnd() throws Exception {
        connected(
                TransportEnum.WEBSOCKETS,
                connection ->
                        assertThat(
                                        connection
                                                .invoke(
                                                        String.class,
                                                        "Join",
                                                        Observable.just("a", "b", "c"))
                                                .blockingGet())
                                .isEqualTo("a b c"));
    }

    @ParameterizedTest
    @EnumSource(TransportEnum.class)
    void anUploadIsStreamedBackWhileItIsSent(TransportEnum transport) throws Exception {
        connected(
                transport,
                connection -> {
                    Subject<String> upload = PublishSubject.create();
                    Repeated repeated = Repeated.by(connection, upload);
                    for (String text : List.of("one", "two", "three")) {
                        upload.onNext(text);
                        assertThat(repeated.next()).isEqualTo(text);
                    }
                    upload.onComplete();
                    assertThat(repeated.end().blockingAwait(10, TimeUnit.SECONDS)).isTrue();
                });
    }

    @ParameterizedTest
    @EnumSource(TransportEnum.class)
    void aFailedUploadFailsItsCallAndNothingElse(TransportEnum transport) throws Exception {
        connected(
                transport,
                connection -> {
                    Subject<String> upload = PublishSubject.create();
                    Repeated repeated = Repeated.by(connection, upload);
                    upload.onError(new RuntimeException("broken"));
                    assertThatThrownBy(() -> repeated.end().blockingAwait(10, TimeUnit.SECONDS))
                            .hasMessageContaining("broken");
                    assertThat(connection.invoke(String.class, "Echo", "still").blockingGet())
                            .isEqualTo("still");
                });
    }

    @ParameterizedTest
    @EnumSource(TransportEnum.class)
    void theClientAnswersTheServer(TransportEnum transport) throws Exception {
        connected(
                transport,
                connection -> {
                    connection.onWithResult(
                            "Question",
                            (String question) -> Single.just(question + " yes"),
                            String.class);
                    assertThat(connection.invoke(String.class, "Ask", "well?").blockingGet())
                            .isEqualTo("well? yes");
                });
    }

    @ParameterizedTest
    @EnumSource(TransportEnum.class)
    void theServerHearsThatTheClientCannotAnswer(TransportEnum transport) throws Exception {
        connected(
                transport,
                connection -> {
                    connection.onWithResult(
                            "Question",
                            (String _) -> Single.<String>error(new RuntimeException("no idea")),
                            String.class);
                    assertThatThrownBy(
                                    () ->
                                            connection
                                                    .invoke(String.class, "Ask", "well?")
                                                    .blockingGet())
                            .hasMessageContaining("no idea");
                });
    }

    /// What the server says of an upload.
    ///
    /// @param end of the answers
    private record Repeated(BlockingQueue<String> heard, Completable end) {

        /// Calls the method and waits until it is ready: over long polling an item could otherwise
        /// overtake its call.
        static Repeated by(HubConnection connection, Observable<String> upload)
                throws InterruptedException {
            BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);
            CompletableSubject end = CompletableSubject.create();
            connection.stream(String.class, "Repeat", upload)
                    .doOnNext(heard::add)
                    .ignoreElements()
                    .subscribe(end);
            Repeated repeated = new Repeated(heard, end);
            assertThat(repeated.next()).isEqualTo("ready");
            return repeated;
        }

        @Nullable String next() throws InterruptedException {
            return heard.poll(10, TimeUnit.SECONDS);
        }
    }

    private static void connected(TransportEnum transport, Conversation conversation)
            throws Exception {
        try (HubConnection connection =
                HubConnectionBuilder.create(host.url("/hub")).withTransport(transport).build()) {
            assertThat(connection.start().blockingAwait(10, TimeUnit.SECONDS)).isTrue();
            conversation.with(connection);
            String id = connection.getConnectionId();
            assertThat(connection.stop().blockingAwait(10, TimeUnit.SECONDS)).isTrue();
            await().until(() -> "null".equals(TestHub.ENDS.get(id)));
        }
    }
}
