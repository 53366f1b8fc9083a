package im.conduit.realtime.media;

/// A stored picture or video of a result. Its URL is made when it is shown.
///
/// @param key where the bytes are
/// @param contentType such as `image/png`
/// @param info its true measures
public record MediaItem(MediaKey key, String contentType, MediaInfo info) {}
