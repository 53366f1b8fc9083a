package im.conduit.realtime.generation;

import im.conduit.realtime.generation.GenerationProvider.Medium;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.media.MediaKeys;
import im.conduit.realtime.media.MediaStore;
import im.conduit.realtime.task.TaskId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Puts what a provider made where clients can fetch it.
public final class ResultMedia {

    private final MediaStore store;
    private final MediaKeys keys;

    /// @param store where the bytes go
    /// @param keys names them
    public ResultMedia(MediaStore store, MediaKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /// Stores all of `media`; a repeat overwrites.
    List<MediaItem> store(TaskId task, List<Medium> media) throws IOException {
        List<MediaItem> items = new ArrayList<>();
        for (Medium medium : media) {
            MediaKey key = keys.key(task.value(), items.size(), medium.info().format());
            store.put(key, medium.contentType(), medium.bytes());
            items.add(new MediaItem(key, medium.contentType(), medium.info()));
        }
        return items;
    }
}
