package im.conduit.functions.operations;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.media.MediaStore;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The media route on a real socket, over the folder store.
final class MediaControllerTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final byte[] BYTES = random(3_000_000);
    private static final String SECRET = "A".repeat(43) + "=";

    @TempDir private static Path folder;
    private static EmbeddedServer server;

    @BeforeAll
    static void open() throws IOException {
        server =
                ApplicationContext.run(
                        EmbeddedServer.class,
                        Map.of(
                                "conduit.public-url",
                                "https://media.test",
                                "micronaut.server.port",
                                -1,
                                "conduit.pepper",
                                SECRET,
                                "conduit.encryption-key",
                                SECRET,
                                "conduit.media.folder",
                                folder.toString()));
        MediaStore store = server.getApplicationContext().getBean(MediaStore.class);
        store.put(new MediaKey("a.mp4"), "video/mp4", BYTES);
        store.put(new MediaKey("page"), "text/html", "<b>".getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void aMediumComesWholeWithItsHeadersAndWithoutAKey() throws Exception {
        HttpResponse<byte[]> answer = get("/v1/media/a.mp4");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BYTES);
        assertThat(header(answer, "Content-Type")).isEqualTo("video/mp4");
        assertThat(header(answer, "Content-Length")).isEqualTo("3000000");
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=691200, immutable");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("inline");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "ETag")).matches("\"[0-9a-f]{64}\"");
        assertThat(answer.headers().map()).doesNotContainKey("transfer-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"video/mp4", "image/*", "text/html"})
    void whateverAClientAcceptsItGetsTheMediumAndErrorsInJson(String accepted) throws Exception {
        HttpResponse<byte[]> found = get("/v1/media/a.mp4", "Accept", accepted);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(header(found, "Content-Type")).isEqualTo("video/mp4");
        HttpResponse<byte[]> unknown = get("/v1/media/b.mp4", "Accept", accepted);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(header(unknown, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    void headTellsTheSameWithoutTheBytes() throws Exception {
        HttpResponse<byte[]> head = send("HEAD", "/v1/media/a.mp4");
        HttpResponse<byte[]> get = get("/v1/media/a.mp4");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name :
                new String[] {"Content-Length", "Content-Type", "ETag", "Accept-Ranges"}) {
            assertThat(header(head, name)).isEqualTo(header(get, name));
        }
    }

    @Test
    void whoHasItGetsNotModified() throws Exception {
        String etag = header(get("/v1/media/a.mp4"), "ETag");
        for (String condition : new String[] {etag, "W/" + etag, "\"x\", " + etag, "*"}) {
            HttpResponse<byte[]> answer = get("/v1/media/a.mp4", "If-None-Match", condition);
            assertThat(answer.statusCode()).as(condition).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(header(answer, "ETag")).isEqualTo(etag);
        }
        assertThat(get("/v1/media/a.mp4", "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
    }

    @Test
    void aRangeComesAlone() throws Exception {
        HttpResponse<byte[]> answer = get("/v1/media/a.mp4", "Range", "bytes=1000-2000999");
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(BYTES, 1000, 2_001_000));
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes 1000-2000999/3000000");
        assertThat(header(answer, "Content-Length")).isEqualTo("2000000");

        assertThat(get("/v1/media/a.mp4", "Range", "bytes=-5").body())
                .isEqualTo(Arrays.copyOfRange(BYTES, 2_999_995, 3_000_000));
        assertThat(get("/v1/media/a.mp4", "Range", "bytes=0-1,5-6").statusCode()).isEqualTo(200);
    }

    @Test
    void aRangeOfAnOlderVersionComesWhole() throws Exception {
        String etag = header(get("/v1/media/a.mp4"), "ETag");
        assertThat(get("/v1/media/a.mp4", "Range", "bytes=0-4", "If-Range", etag).statusCode())
                .isEqualTo(206);
        for (String other :
                new String[] {"\"old\"", "W/" + etag, "Sat, 21 Nov 2026 10:00:00 GMT"}) {
            assertThat(get("/v1/media/a.mp4", "Range", "bytes=0-4", "If-Range", other).statusCode())
                    .as(other)
                    .isEqualTo(200);
        }
    }

    @Test
    void aRangeBehindTheEndIsRefusedWithTheLength() throws Exception {
        HttpResponse<byte[]> answer = get("/v1/media/a.mp4", "Range", "bytes=3000000-");
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */3000000");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("\"code\":\"range_not_satisfiable\"");
    }

    @Test
    void whatABrowserWouldRunIsSandboxed() throws Exception {
        assertThat(header(get("/v1/media/page"), "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; sandbox");
        assertThat(get("/v1/media/a.mp4").headers().firstValue("Content-Security-Policy"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unknown.png", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", "a%00b", "~x", "a..mp4"})
    void whatIsNotThereIsNotFound(String key) throws Exception {
        HttpResponse<byte[]> answer = get("/v1/media/" + key);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("\"code\":\"not_found\"");
    }

    @Test
    void aConnectionServesOneMediumAfterTheOther() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(get("/v1/media/a.mp4", "Range", "bytes=0-99999").body()).hasSize(100_000);
            assertThat(send("HEAD", "/v1/media/a.mp4").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.getURL() + path))
                        .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
