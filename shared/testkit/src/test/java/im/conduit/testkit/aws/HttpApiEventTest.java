package im.conduit.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpApiEventTest {

    private static final String QUERY = "parameter1=value1&parameter1=value2&parameter2=a%20b+c";

    @Test
    void carriesARequestAsPayloadFormatTwoDoes() throws IOException {
        JsonNode event =
                event(
                        request(
                                "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
                                header("Content-Type", "application/json"),
                                header("Header1", "value1"),
                                header("header1", "value2"),
                                header("Cookie", "cookie1=1; cookie2=2"),
                                header("X-Forwarded-For", "9.9.9.9")));

        assertThat(event.at("/version").asText()).isEqualTo("2.0");
        assertThat(event.at("/routeKey").asText()).isEqualTo("POST /my/{name}");
        assertThat(event.at("/rawPath").asText()).isEqualTo("/my/path");
        assertThat(event.at("/rawQueryString").asText()).isEqualTo(QUERY);
        assertThat(event.at("/queryStringParameters/parameter1").asText())
                .isEqualTo("value1,value2");
        assertThat(event.at("/queryStringParameters/parameter2").asText()).isEqualTo("a b c");
        assertThat(event.at("/cookies").toString()).isEqualTo("[\"cookie1=1\",\"cookie2=2\"]");
        assertThat(event.at("/headers").has("cookie")).isFalse();
        assertThat(event.at("/headers/header1").asText()).isEqualTo("value1,value2");
        assertThat(event.at("/headers/x-forwarded-for").asText()).isEqualTo("9.9.9.9, 127.0.0.1");
        assertThat(event.at("/pathParameters/name").asText()).isEqualTo("path");
        assertThat(event.at("/body").asText()).isEqualTo("{\"a\":1}");
        assertThat(event.at("/isBase64Encoded").asBoolean()).isFalse();
        assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("POST");
        assertThat(event.at("/requestContext/http/sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(event.at("/requestContext/time").asText())
                .matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000");
    }

    @Test
    void carriesBytesInBase64() throws IOException {
        JsonNode event =
                event(
                        request(
                                new byte[] {0, (byte) 0xff},
                                header("Content-Type", "application/octet-stream")));

        assertThat(event.at("/body").asText()).isEqualTo("AP8=");
        assertThat(event.at("/isBase64Encoded").asBoolean()).isTrue();
    }

    @Test
    void leavesOutWhatIsNotThere() throws IOException {
        ApiRequest bare = new ApiRequest("GET", "/", "", List.of(), new byte[0], "127.0.0.1");
        JsonNode event = new ObjectMapper().readTree(HttpApiEvent.of(bare, "$default", Map.of()));

        assertThat(event.has("queryStringParameters")).isFalse();
        assertThat(event.has("cookies")).isFalse();
        assertThat(event.has("pathParameters")).isFalse();
        assertThat(event.has("body")).isFalse();
        assertThat(event.at("/rawQueryString").asText()).isEmpty();
    }

    private static ApiRequest.Header header(String name, String value) {
        return new ApiRequest.Header(name, value);
    }

    private static ApiRequest request(byte[] body, ApiRequest.Header... headers) {
        return new ApiRequest("POST", "/my/path", QUERY, List.of(headers), body, "127.0.0.1");
    }

    private static JsonNode event(ApiRequest request) throws IOException {
        byte[] event = HttpApiEvent.of(request, "POST /my/{name}", Map.of("name", "path"));
        return new ObjectMapper().readTree(event);
    }
}
