package im.conduit.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/// A script from a resource beside this class. It is called by its digest, and sent whole to a
/// server that does not know it yet.
final class LuaScript {

    private final RedisConnections connections;
    private final String text;
    private final String digest;

    /// @param prefix what to put before the script
    /// @param resources its parts, in order
    LuaScript(RedisConnections connections, String prefix, String... resources) {
        this.connections = connections;
        this.text =
                prefix
                        + Arrays.stream(resources)
                                .map(LuaScript::read)
                                .collect(Collectors.joining());
        this.digest = sha1(text);
    }

    /// Runs it.
    ///
    /// @param keys all keys it touches, in one slot
    /// @param arguments its other arguments
    <T> CompletionStage<T> run(ScriptOutputType output, List<String> keys, List<String> arguments) {
        RedisClusterAsyncCommands<String, String> redis = connections.commands();
        String[] keyArray = keys.toArray(String[]::new);
        String[] argumentArray = arguments.toArray(String[]::new);
        CompletionStage<T> known = redis.evalsha(digest, output, keyArray, argumentArray);
        return known.exceptionallyCompose(
                failure -> {
                    if (cause(failure) instanceof RedisNoScriptException) {
                        return redis.eval(text, output, keyArray, argumentArray);
                    }
                    return CompletableFuture.failedStage(cause(failure));
                });
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static String read(String resource) {
        try (InputStream in = LuaScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no script " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
