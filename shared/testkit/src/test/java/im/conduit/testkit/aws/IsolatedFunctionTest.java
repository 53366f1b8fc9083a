package im.conduit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class IsolatedFunctionTest {

    /// Counts the invocations of this instance, which wait for each other when they are asked to.
    public static final class Counting implements RequestHandler<Map<String, Integer>, Integer> {

        private int invocations;

        /// As AWS's runtime makes it.
        public Counting() {}

        @Override
        public Integer handleRequest(Map<String, Integer> event, Context context) {
            invocations++;
            int together = event.getOrDefault("together", 0);
            synchronized (Counting.class) {
                System.setProperty(
                        "isolated.running",
                        String.valueOf(Integer.getInteger("isolated.running", 0) + 1));
            }
            while (Integer.getInteger("isolated.running", 0) < together) {
                Thread.onSpinWait();
            }
            return invocations;
        }
    }

    @Test
    void anInstanceServesOneInvocationAtATimeAndIsUsedAgain() throws Exception {
        System.setProperty("isolated.running", "0");
        try (IsolatedFunction function = start(Counting.class, 2);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch both = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                threads.execute(
                        () -> {
                            if (invoke(function, "{\"together\":2}").equals("1")) {
                                both.countDown();
                            }
                        });
            }
            both.await();
            assertThat(invoke(function, "{}")).isEqualTo("2");
        } finally {
            System.clearProperty("isolated.running");
        }
    }

    @Test
    void theFunctionSeesItsOwnCopyOfAClass() throws Exception {
        try (IsolatedFunction function = start(ClassTeller.class, 1)) {
            assertThat(invoke(function, "{}"))
                    .isNotEqualTo(String.valueOf(System.identityHashCode(ClassTeller.class)));
        }
    }

    /// Tells which class it is.
    public static final class ClassTeller implements RequestHandler<Map<String, String>, Integer> {

        /// As AWS's runtime makes it.
        public ClassTeller() {}

        @Override
        public Integer handleRequest(Map<String, String> event, Context context) {
            return System.identityHashCode(ClassTeller.class);
        }
    }

    private static IsolatedFunction start(Class<?> handler, int concurrency) {
        List<Path> all =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
        return IsolatedFunction.start(handler.getName(), all, List.of(), concurrency);
    }

    private static String invoke(LambdaFunction function, String event) {
        return new String(
                function.invoke(event.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
