package im.conduit.realtime.generation;

import im.conduit.realtime.generation.GenerationProvider.Medium;
import im.conduit.realtime.key.KeyHasher;
import im.conduit.realtime.media.MediaItem;
import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.media.MediaStore;
import im.conduit.realtime.task.TaskId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Puts what a provider made where clients can fetch it. Nobody can guess a medium's name, yet the
/// same work always gets the same one: a repeat after a crash overwrites what the first try left.
public final class ResultMedia {

    private final MediaStore store;
    private final KeyHasher hasher;

    /// @param store where the bytes go
    /// @param hasher makes names that only this installation can make
    public ResultMedia(MediaStore store, KeyHasher hasher) {
        this.store = store;
        this.hasher = hasher;
    }

    /// Stores all of `media`.
    List<MediaItem> store(TaskId task, List<Medium> media) throws IOException {
        List<MediaItem> items = new ArrayList<>();
        for (Medium medium : media) {
            String name = hasher.hash("media:" + task + ":" + items.size());
            MediaKey key = new MediaKey(name + "." + medium.info().format());
            store.put(key, medium.contentType(), medium.bytes());
            items.add(new MediaItem(key, medium.contentType(), medium.info()));
        }
        return items;
    }
}
