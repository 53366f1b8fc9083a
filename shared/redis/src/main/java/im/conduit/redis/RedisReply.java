package im.conduit.redis;

import io.lettuce.core.RedisException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/// Waiting for what a command answers.
final class RedisReply {

    private RedisReply() {}

    /// The answer; commands end by themselves at the connection's time limit.
    ///
    /// @throws RedisException when the server cannot be reached or refuses the command
    static <T> T of(CompletionStage<T> reply) {
        try {
            return reply.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RedisException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// As [#of], of a command that may answer nothing.
    static <T> Optional<T> ifAny(CompletionStage<T> reply) {
        return Optional.ofNullable(of(reply));
    }
}
