package im.conduit.scenarios;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// An HTTP answer.
public record Answer(HttpResponse<byte[]> http) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Its status.
    public int status() {
        return http.statusCode();
    }

    /// Its body.
    public String text() {
        return new String(http.body(), StandardCharsets.UTF_8);
    }

    /// Its body as JSON.
    public JsonNode json() {
        try {
            return JSON.readTree(http.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + this, e);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// A header's value, or an empty text.
    public String header(String name) {
        return http.headers().firstValue(name).orElse("");
    }

    /// A text in the body, by JSON pointer without the leading slash.
    public String at(String pointer) {
        return json().at("/" + pointer).asText();
    }

    @Override
    public String toString() {
        return http.request().method() + " " + http.uri() + " → " + status() + " " + text();
    }
}
