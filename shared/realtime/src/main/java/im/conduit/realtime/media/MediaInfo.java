package im.conduit.realtime.media;

import org.jspecify.annotations.Nullable;

/// What the media truly is, not what was asked for.
///
/// @param width pixels
/// @param height pixels
/// @param format `png`, `mp4`, …
/// @param fps frames a second of a video
/// @param durationSeconds length of a video
public record MediaInfo(
        int width,
        int height,
        String format,
        @Nullable Integer fps,
        @Nullable Double durationSeconds) {}
