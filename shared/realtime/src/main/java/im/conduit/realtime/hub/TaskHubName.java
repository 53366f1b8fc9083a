package im.conduit.realtime.hub;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The hubs that tell of tasks, and under which names each sends the task event object.
public enum TaskHubName {
    /// `/hubs/image-generation`.
    IMAGE_GENERATION("image-generation", "ImageProgress"),
    /// `/hubs/video-generation`.
    VIDEO_GENERATION("video-generation", "Progress", "VideoStatus");

    private final String wireName;
    private final List<String> objectEvents;

    TaskHubName(String wireName, String... objectEvents) {
        this.wireName = wireName;
        this.objectEvents = List.of(objectEvents);
    }

    /// The last part of the hub's path, and its name where a gateway has no paths (`?hub=`).
    public String wireName() {
        return wireName;
    }

    /// The names of the object form.
    public List<String> objectEvents() {
        return objectEvents;
    }

    /// Finds a hub by its name, without regard to case.
    public static Optional<TaskHubName> of(String name) {
        return Arrays.stream(values()).filter(h -> h.wireName.equalsIgnoreCase(name)).findFirst();
    }
}
