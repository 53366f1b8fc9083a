package im.conduit.realtime.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Where the bytes live: a folder locally, S3 deployed.
public interface MediaStore {

    /// Stores bytes under `key`, replacing what was there. When it returns, every reader sees them
    /// all.
    ///
    /// @throws IOException when the store cannot be written
    void put(MediaKey key, String contentType, byte[] bytes) throws IOException;

    /// What is stored under `key`, without reading it.
    Optional<StoredMedia> find(MediaKey key) throws IOException;

    /// Reads from byte `offset` on. The caller closes the stream.
    InputStream open(MediaKey key, long offset) throws IOException;

    /// Removes it; absent is fine.
    void delete(MediaKey key) throws IOException;

    /// A stored medium.
    ///
    /// @param length bytes
    /// @param etag strong, quoted, changes with the bytes
    record StoredMedia(MediaKey key, String contentType, long length, String etag) {}
}
