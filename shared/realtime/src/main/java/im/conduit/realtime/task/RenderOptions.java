package im.conduit.realtime.task;

import org.jspecify.annotations.Nullable;

/// How the media is wanted.
///
/// @param count pictures asked for (`n`), 1 to 10
/// @param size wanted size
/// @param seed makes a repeat give the same picture, where the provider honours it
/// @param durationSeconds length of a video, 1 to 60; `null` for pictures
/// @param fps frames a second of a video, 1 to 120, or the provider's choice
/// @param extra members the contract does not name, and `quality`, `style`, `response_format`: an
///     object that is offered to the provider's adapter
public record RenderOptions(
        int count,
        Size size,
        @Nullable Long seed,
        @Nullable Integer durationSeconds,
        @Nullable Integer fps,
        JsonText extra) {}
