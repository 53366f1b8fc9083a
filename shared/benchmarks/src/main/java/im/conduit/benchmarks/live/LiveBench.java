package im.conduit.benchmarks.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// `./conduit bench live`: two instances on one Redis, tasks worked on the first; 100 clients watch
/// on the first, then on the second, alternating. About 50 events a second.
public final class LiveBench {

    private static final int CLIENTS = 100;
    private static final int WATCHERS_A_TASK = 16;
    private static final int MILLIS_BETWEEN_TASKS = 330;
    private static final int ROUNDS = 3;
    private static final Pattern TASK_ID = Pattern.compile("\"task_id\":\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();

    private LiveBench() {}

    /// @param args seconds of each run (default 15)
    public static void main(String[] args) throws IOException, InterruptedException {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        Path home = Path.of(System.getProperty("conduit.home", "."));
        int port = freePort();
        Process redis =
                new ProcessBuilder(
                                "redis-server",
                                "--port",
                                String.valueOf(port),
                                "--bind",
                                "127.0.0.1",
                                "--save",
                                "",
                                "--appendonly",
                                "no")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String uri = "redis://127.0.0.1:" + port;
        try (Node one = Node.start(home, uri, true);
                Node two = Node.start(home, uri, false)) {
            new LiveBench().compare(one, two, seconds);
        } finally {
            redis.destroy();
        }
        System.exit(0);
    }

    private void compare(Node one, Node two, int seconds) throws IOException, InterruptedException {
        var _ = run(one, one, 5); // warms both the code and the connections up
        var _ = run(one, two, 5);
        for (int round = 0; round < ROUNDS; round++) {
            report("same node ", run(one, one, seconds));
            report("other node", run(one, two, seconds));
        }
    }

    private Histogram run(Node working, Node watching, int seconds)
            throws IOException, InterruptedException {
        try (Watchers watchers = new Watchers(watching, CLIENTS)) {
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            while (System.nanoTime() < end) {
                watchers.watch(submit(working), WATCHERS_A_TASK);
                Thread.sleep(MILLIS_BETWEEN_TASKS);
            }
            Thread.sleep(3_000);
            return watchers.latency();
        }
    }

    private String submit(Node node) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(node.uri() + "/v1/images/generations/async"))
                        .header("Authorization", "Bearer " + Node.KEY)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"model\":\"demo-image\",\"size\":\"64x64\","
                                                + "\"prompt\":\"a quiet harbour [slow:2s]\"}"))
                        .build();
        String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher id = TASK_ID.matcher(body);
        if (!id.find()) {
            throw new IOException("not accepted: " + body);
        }
        return id.group(1);
    }

    private static void report(String where, Histogram latency) {
        System.out.printf(
                Locale.ROOT,
                "%s  %,7d events at clients  p50 %3d  p99 %3d  p99.9 %3d  max %3d ms%n",
                where,
                latency.getTotalCount(),
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99),
                latency.getValueAtPercentile(99.9),
                latency.getMaxValue());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
