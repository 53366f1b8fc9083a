package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DuplicateMethodsTest {

    /// Two methods that clients could not tell apart.
    @Hub
    @Requires(property = "test.overloads")
    static class Overloaded {
        public void send(String text) {}

        public void send(int number) {}
    }

    @Test
    void overloadsAreRefusedAtStart() {
        try (ApplicationContext context = ApplicationContext.run(Map.of("test.overloads", "1"))) {
            assertThatThrownBy(() -> context.getBean(HubServer.class))
                    .rootCause()
                    .hasMessage("Duplicate definitions of 'Send'. Overloading is not supported.");
        }
    }
}
