package im.conduit.functions.hubnegotiation;

import im.conduit.testkit.RedisProcess;
import im.conduit.testkit.aws.HttpFunction;
import im.conduit.testkit.aws.HttpFunction.Answer;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The function on a real Redis, asked with event documents.
final class Door implements AutoCloseable {

    static final String KEY = "vk_the-key-of-these-tests-0123456789";

    final ApplicationContext context;
    private final RedisProcess redis = RedisProcess.start();
    private final HttpFunction function;

    Door(String publicUrl) {
        String secret = Base64.getEncoder().encodeToString(new byte[32]);
        context =
                ApplicationContext.run(
                        Map.of(
                                "conduit.redis.uri", redis.uri(),
                                "conduit.public-url", publicUrl,
                                "conduit.pepper", secret,
                                "conduit.encryption-key", secret,
                                "conduit.cors.allowed-origins", List.of("https://app.example"),
                                "conduit.keys[0].key", KEY));
        function = new HttpFunction(new HubNegotiationFunction(context));
    }

    Answer send(String method, String path, Map<String, String> headers, String body) {
        return function.send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /// Begins a session.
    ///
    /// @return the cookie, as a browser sends it back
    String session(String body) {
        return cookie(
                send("POST", "/api/auth/session", Map.of("Authorization", "Bearer " + KEY), body));
    }

    static String cookie(Answer answer) {
        return answer.headers().getOrDefault("Set-Cookie", "").split(";", 2)[0];
    }

    static String token(Answer answer) {
        Matcher found = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(answer.body());
        if (!found.find()) {
            throw new AssertionError(answer);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        context.close();
        redis.close();
    }
}
