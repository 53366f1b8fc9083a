package im.conduit.realtime.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One HTTP attempt of a delivery.
///
/// @param at when it began
/// @param status the receiver's answer, if there was one
/// @param latency until the answer, or until it was given up
/// @param excerpt the beginning of the answer's body, at most 1 KiB, if there was an answer
/// @param error why it failed, or `null` when it delivered; names no secret and no inside address
public record Attempt(
        Instant at,
        @Nullable Integer status,
        Duration latency,
        @Nullable String excerpt,
        @Nullable String error) {}
