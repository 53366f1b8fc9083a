package im.conduit.realtime.wire;

import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskType;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/// Where clients reach this service: the start of every URL in an answer. Comes from the
/// configuration, never from a request.
@Singleton
public final class PublicUrl {

    private final String base;

    /// @param base absolute, such as `https://api.example.com`; a closing `/` does not matter
    PublicUrl(@Value("${conduit.public-url}") String base) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /// An address that begins with `base`.
    public static PublicUrl of(String base) {
        return new PublicUrl(base);
    }

    /// Where a task's status is read.
    public String status(Task task) {
        String room = task.spec().type() == TaskType.IMAGE ? "images" : "videos";
        return base + "/v1/" + room + "/generations/" + task.id();
    }

    /// Where a medium is read.
    public String media(MediaKey key) {
        return base + "/v1/media/" + key.value();
    }
}
