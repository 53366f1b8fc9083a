package im.conduit.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.scenarios.shape.ShapeKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is thrown at the routes, no answer is a server's error.
class RandomJsonTest extends Scenarios {

    private static final int ROUNDS = 250;
    private static final List<String> MEMBERS =
            List.of(
                    "model",
                    "prompt",
                    "n",
                    "size",
                    "quality",
                    "style",
                    "user",
                    "seed",
                    "duration",
                    "fps",
                    "response_format",
                    "timeout_seconds",
                    "webhook_url",
                    "webhook_headers",
                    "webhook_metadata",
                    "webhook_events",
                    "stream",
                    "image_url",
                    "__proto__",
                    "");
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "a",
                    "\u0000",
                    "\ud800",
                    "\u202e",
                    "demo-image",
                    "1024x1024",
                    "-1x-1",
                    "https://example.com/h",
                    "http://127.0.0.1:1/h",
                    "http://[::1",
                    "%00",
                    "${a}",
                    "../../etc/passwd",
                    "9".repeat(400),
                    "started",
                    "{}",
                    "\r\nX: y");

    RandomJsonTest(ShapeKind kind) {
        super(kind);
    }

    @Test
    void randomSubmissionsNeverFailTheServer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String route = random.nextBoolean() ? Api.IMAGES : Api.VIDEOS;
            String body = body(random);
            Answer answer = alice.send("POST", route, body);
            assertSound("seed " + seed + " round " + round + " " + route + " " + body, answer);
            if (answer.status() == 202) {
                alice.send("POST", "/v1/tasks/" + answer.at("task_id") + "/cancel", "");
            }
        }
    }

    @Test
    void randomIdsAndMethodsNeverFailTheServer() {
        List<String> ids =
                List.of(
                        "%00",
                        "..%2f..",
                        "a%20b",
                        "x".repeat(2000),
                        "%F0%9F%98%80",
                        "-",
                        "%25",
                        "01890A5D-AC96-774B-BCCE-B302099A8057",
                        "%7Bid%7D",
                        "1e3",
                        ";a=b");
        for (String id : ids) {
            for (String path : List.of("/v1/tasks/", "/v1/images/generations/", "/v1/media/")) {
                for (String method : List.of("GET", "DELETE", "PUT", "PATCH")) {
                    Answer answer = alice.send(method, path + id, "");
                    assertSound(method + " " + path + id, answer);
                    assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
                }
            }
        }
    }

    private static void assertSound(String sent, Answer answer) {
        assertThat(answer.status()).as(sent + " → " + answer).isLessThan(500);
        assertThat(answer.text()).as(sent).doesNotContain("Exception").doesNotContain("\tat ");
    }

    private static String body(Random random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return "x" + new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1);
        }
        ObjectNode body = random.nextBoolean() ? Api.image("a") : Api.JSON.createObjectNode();
        int members = random.nextInt(6);
        for (int i = 0; i < members; i++) {
            body.set(MEMBERS.get(random.nextInt(MEMBERS.size())), value(random, 0));
        }
        String text = body.toString();
        return random.nextInt(8) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
    }

    private static JsonNode value(Random random, int depth) {
        var make = Api.JSON.getNodeFactory();
        return switch (random.nextInt(depth < 4 ? 10 : 7)) {
            case 0 -> make.nullNode();
            case 1 -> make.booleanNode(random.nextBoolean());
            case 2 -> make.numberNode(random.nextInt());
            case 3 -> make.numberNode(random.nextLong() * 1e290);
            case 4 -> make.numberNode(new java.math.BigInteger(200, random));
            case 5, 6 -> make.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case 7, 8 -> {
                var object = make.objectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(TEXTS.get(random.nextInt(TEXTS.size())), value(random, depth + 1));
                }
                yield object;
            }
            default -> {
                var array = make.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
        };
    }
}
