package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PipeliningTest {

    private static final String NEGOTIATE =
            "POST /hub/negotiate?negotiateVersion=1 HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Length: 0\r\n\r\n";

    private static String plain(int number) {
        return "GET /plain/" + number + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    @Test
    void answersKeepTheOrderOfTheRequestsWhoeverGivesThem() throws Exception {
        try (TestHost host = new TestHost();
                RawClient client = new RawClient(host.port())) {
            client.send(plain(1) + NEGOTIATE + plain(2) + plain(3) + NEGOTIATE + plain(4));
            assertThat(client.answer()).endsWith("plain 1");
            assertThat(client.answer().getLast()).contains("connectionToken");
            assertThat(client.answer()).endsWith("plain 2");
            assertThat(client.answer()).endsWith("plain 3");
            assertThat(client.answer().getLast()).contains("connectionToken");
            assertThat(client.answer()).endsWith("plain 4");
        }
    }

    @Test
    void aRequestBehindAPollWaitsForIt() throws Exception {
        try (TestHost host = new TestHost();
                RawClient client = new RawClient(host.port());
                RawClient other = new RawClient(host.port())) {
            client.send(NEGOTIATE);
            String token =
                    client.answer()
                            .getLast()
                            .replaceAll(".*\"connectionToken\":\"([^\"]+)\".*", "$1");
            String poll = "GET /hub?id=" + token + " HTTP/1.1\r\nHost: x\r\n\r\n";
            client.send(poll);
            client.answer();
            client.send(poll + plain(1));
            other.send(
                    "POST /hub?id="
                            + token
                            + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                            + RawClient.HANDSHAKE.length()
                            + "\r\n\r\n"
                            + RawClient.HANDSHAKE);
            other.answer();
            assertThat(client.answer()).endsWith("{}\u001e");
            assertThat(client.answer()).endsWith("plain 1");
        }
    }
}
