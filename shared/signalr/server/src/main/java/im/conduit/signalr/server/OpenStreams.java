package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The streams and uploads that one connection has open. Empty maps are not kept.
final class OpenStreams {

    private final HubOptions.Bounds bounds;
    private final Runnable roomMade;
    private @Nullable Map<String, Upload> uploads;
    private @Nullable Map<String, CancellationToken> downloads;
    private int uploading;
    private boolean over;

    OpenStreams(HubOptions.Bounds bounds, Runnable roomMade) {
        this.bounds = bounds;
        this.roomMade = roomMade;
    }

    /// Opens uploads.
    ///
    /// An id that is in use goes over to the new upload, and the earlier one gets no more items;
    /// its call counts until it has ended.
    ///
    /// @return `null` when there would be too many
    synchronized @Nullable List<Upload> openUploads(List<String> ids, List<Type> types) {
        Map<String, Upload> open = uploads == null ? new HashMap<>(4) : uploads;
        if (over || uploading + ids.size() > bounds.maximumStreams()) {
            return null;
        }
        List<Upload> made = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            Upload upload = new Upload(types.get(i), bounds.streamBufferCapacity(), roomMade);
            Upload earlier = open.put(ids.get(i), upload);
            if (earlier != null) {
                earlier.discard();
            }
            made.add(upload);
        }
        uploads = open;
        uploading += ids.size();
        return made;
    }

    /// Forgets the uploads of a call that has ended.
    void closeUploads(List<String> ids, List<Upload> closed) {
        synchronized (this) {
            uploading -= ids.size();
            if (uploads != null) {
                for (int i = 0; i < ids.size(); i++) {
                    uploads.remove(ids.get(i), closed.get(i));
                }
                if (uploads.isEmpty()) {
                    uploads = null;
                }
            }
        }
        closed.forEach(Upload::discard);
    }

    /// Opens a stream to the client; false when the id is in use.
    synchronized boolean openDownload(String id, CancellationToken token) {
        Map<String, CancellationToken> open = downloads == null ? new HashMap<>(4) : downloads;
        downloads = open;
        return !over && open.putIfAbsent(id, token) == null;
    }

    synchronized boolean downloadsFull() {
        return downloads != null && downloads.size() >= bounds.maximumStreams();
    }

    synchronized void closeDownload(String id, CancellationToken token) {
        if (downloads != null) {
            downloads.remove(id, token);
            if (downloads.isEmpty()) {
                downloads = null;
            }
        }
    }

    /// The client wants no more of a stream; unknown ids are ignored.
    void cancel(String id) {
        CancellationToken token;
        synchronized (this) {
            token = downloads == null ? null : downloads.get(id);
        }
        if (token != null) {
            token.cancel();
        }
    }

    synchronized @Nullable Type itemType(String id) {
        Upload upload = upload(id);
        return upload == null ? null : upload.itemType();
    }

    private synchronized @Nullable Upload upload(String id) {
        return uploads == null ? null : uploads.get(id);
    }

    /// Feeds an upload; false when it is full.
    boolean item(String id, @Nullable Object item) {
        Upload upload = upload(id);
        return upload == null || upload.offer(item);
    }

    /// An item had another type: its reader fails.
    void badItem(HubMessage.StreamBindingFailure failure) {
        Upload upload = upload(failure.streamId());
        if (upload != null) {
            upload.complete(
                    new HubException(
                            "Failed to bind Stream message. "
                                    + ErrorText.describe(failure.cause())));
        }
    }

    /// Ends an upload; false when the id is none.
    boolean complete(HubMessage.Completion completion) {
        Upload upload = upload(completion.invocationId());
        if (upload == null) {
            return false;
        }
        upload.complete(
                completion.outcome() instanceof Outcome.Failed(String error)
                        ? new HubException(error)
                        : null);
        return true;
    }

    /// The connection has ended.
    void cancelAll(RuntimeException error) {
        List<Upload> reading;
        List<CancellationToken> streaming;
        synchronized (this) {
            over = true;
            reading = uploads == null ? List.of() : List.copyOf(uploads.values());
            streaming = downloads == null ? List.of() : List.copyOf(downloads.values());
        }
        reading.forEach(upload -> upload.complete(error));
        streaming.forEach(CancellationToken::cancel);
    }
}
