package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JavaClientTest {

    @ParameterizedTest
    @EnumSource(TransportEnum.class)
    void theOfficialJavaClientCallsStreamsAndHears(TransportEnum transport) throws Exception {
        try (TestHost host = new TestHost()) {
            HubConnection connection =
                    HubConnectionBuilder.create(host.url("/hub")).withTransport(transport).build();
            BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);
            connection.on("Heard", heard::add, String.class);
            assertThat(connection.start().blockingAwait(10, TimeUnit.SECONDS)).isTrue();

            assertThat(connection.invoke(String.class, "Echo", "grün").blockingGet())
                    .isEqualTo("grün");
            assertThat(connection.invoke(String.class, "Id").blockingGet())
                    .isEqualTo(connection.getConnectionId());
            List<Integer> numbers =
                    connection.stream(Integer.class, "Count", 50).toList().blockingGet();
            assertThat(numbers).isEqualTo(IntStream.range(0, 50).boxed().toList());
            connection.send("Shout", "hello");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");

            assertThat(connection.stop().blockingAwait(10, TimeUnit.SECONDS)).isTrue();
            connection.close();
        }
    }
}
