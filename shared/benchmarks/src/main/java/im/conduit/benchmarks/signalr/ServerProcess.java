package im.conduit.benchmarks.signalr;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A measured server in a process of its own.
final class ServerProcess implements AutoCloseable {

    private static final long ANSWERED_WITHIN_SECONDS = 30;
    private static final Pattern LISTENING = Pattern.compile("(?i).*listening.*?(\\d{4,5})\\D*");

    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<Long> answers = new LinkedBlockingQueue<>();
    private final int port;

    private ServerProcess(Process process, BufferedReader out, int port) {
        this.process = process;
        this.port = port;
        this.in =
                new BufferedWriter(
                        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        // All of it is read, always: a server whose log nobody reads stands still.
        Thread.ofPlatform().daemon().name("server-output").start(() -> read(out));
    }

    /// Starts `mainClass` of this process's own class path and waits for its line with `listening`.
    static ServerProcess start(List<String> jvmOptions, String mainClass, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx2g"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) {
                return new ServerProcess(process, out, Integer.parseInt(listening.group(1)));
            }
        }
        process.destroy();
        throw new IOException(mainClass + " ended before it listened");
    }

    int port() {
        return port;
    }

    /// Processor time used so far, nanoseconds.
    long cpuNanos() throws IOException {
        return ask("cpu");
    }

    /// Live heap and direct bytes.
    long liveBytes() throws IOException {
        return ask("memory");
    }

    private long ask(String question) throws IOException {
        in.write(question);
        in.newLine();
        in.flush();
        try {
            Long answer = answers.poll(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS);
            if (answer != null) {
                return answer;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("the server did not answer");
    }

    private void read(BufferedReader out) {
        try (out) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("answer ")) {
                    answers.add(Long.parseLong(line.substring("answer ".length())));
                } else {
                    System.err.println(line);
                }
            }
        } catch (IOException e) {
            // The server is gone.
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        process.destroy();
    }
}
