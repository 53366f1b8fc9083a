package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /// Methods that are not for everybody.
    @Hub
    @Requires(property = "test.visibility")
    static class Guarded extends GuardedBase {
        public void open() {}

        protected void openForHeirs() {}

        void openForThePackage() {}

        public static void openWithoutHub() {}
    }

    static class GuardedBase {
        public void inherited() {}

        protected void inheritedByHeirs() {}

        void inheritedInThePackage() {}
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openForHeirs",
                "openForThePackage",
                "openWithoutHub",
                "inheritedByHeirs",
                "inheritedInThePackage"
            })
    void onlyPublicInstanceMethodsAreForClients(String method) {
        assertThat(guarded().find(method)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "inherited"})
    void publicMethodsAreForClientsAlsoWhenInherited(String method) {
        assertThat(guarded().find(method)).isNotNull();
    }

    private static HubMethodTable guarded() {
        try (ApplicationContext context = ApplicationContext.run(Map.of("test.visibility", "1"))) {
            return HubMethodTable.of(context.getBeanDefinition(Guarded.class));
        }
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
