package im.conduit.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks whoever listens on a port whether it is the Redis of our data folder: the one that takes
/// the folder's password and works in the folder.
final class RedisProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern PID = Pattern.compile("\r\nprocess_id:([0-9]+)\r\n");

    private RedisProbe() {}

    /// What was found on the port.
    sealed interface Answer {
        /// Our Redis; while it is `loading` its append-only file it serves nobody.
        record Ours(long pid, boolean loading) implements Answer {}

        /// Somebody else.
        record Foreign() implements Answer {}

        /// Nobody.
        record Nobody() implements Answer {}

        /// Someone who does not say: perhaps ours, busy.
        record Silent() implements Answer {}
    }

    static Answer ask(int port, String password, Path folder) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try {
                socket.connect(address, (int) PATIENCE.toMillis());
            } catch (IOException e) {
                return new Answer.Nobody();
            }
            return read(talk(socket, password), folder);
        } catch (IOException e) {
            return new Answer.Silent();
        }
    }

    private static String talk(Socket socket, String password) throws IOException {
        String questions = "AUTH " + password + "\r\nCONFIG GET dir\r\nINFO\r\nQUIT\r\n";
        socket.getOutputStream().write(questions.getBytes(StandardCharsets.UTF_8));
        return new String(socket.getInputStream().readNBytes(65_536), StandardCharsets.UTF_8);
    }

    private static Answer read(String answers, Path folder) {
        Matcher pid = PID.matcher(answers);
        boolean ours =
                answers.startsWith("+OK\r\n")
                        && answers.contains("\r\n" + folder + "\r\n")
                        && pid.find();
        return ours
                ? new Answer.Ours(
                        Long.parseLong(pid.group(1)), !answers.contains("\r\nloading:0\r\n"))
                : new Answer.Foreign();
    }
}
