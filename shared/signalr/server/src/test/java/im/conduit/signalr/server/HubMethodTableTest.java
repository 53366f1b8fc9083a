package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HubMethodTableTest {

    /// Two methods that clients could not tell apart.
    @Hub
    @Requires(property = "test.overloads")
    static class Overloaded {
        public void send(String text) {}

        public void send(int number) {}
    }

    /// A method whose argument could be anything.
    @Hub
    @Requires(property = "test.generic")
    static class Generic {
        public <T> void put(java.util.List<T> values) {}
    }

    /// Types that are settled, or need not be.
    @Hub
    @Requires(property = "test.settled")
    static class Settled extends Base<String> {
        public java.util.List<String> turn(java.util.List<?> values) {
            return values.stream().map(String::valueOf).toList();
        }
    }

    static class Base<T> {
        public void put(T value) {}
    }

    @Test
    void genericMethodsAreRefusedAtStart() {
        try (ApplicationContext context = ApplicationContext.run(Map.of("test.generic", "1"))) {
            assertThatThrownBy(() -> context.getBean(HubServer.class))
                    .rootCause()
                    .hasMessage("Method 'Put' of Generic is generic, which a hub's may not be.");
        }
    }

    @Test
    void methodsWithoutTypeVariablesOfTheirOwnAreTaken() {
        try (ApplicationContext context = ApplicationContext.run(Map.of("test.settled", "1"))) {
            HubMethodTable table = HubMethodTable.of(context.getBeanDefinition(Settled.class));
            assertThat(table.find("put")).isNotNull();
            assertThat(table.find("turn")).isNotNull();
        }
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
