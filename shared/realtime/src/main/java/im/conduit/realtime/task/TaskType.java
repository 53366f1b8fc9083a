package im.conduit.realtime.task;

/// What a task makes.
public enum TaskType {
    /// One or more pictures.
    IMAGE("image"),
    /// A video.
    VIDEO("video");

    private final String noun;

    TaskType(String noun) {
        this.noun = noun;
    }

    /// `image` or `video`, as in `image_generation` and `video_generation_completed`.
    public String noun() {
        return noun;
    }

    /// The `type` member of a status document.
    public String wireName() {
        return noun + "_generation";
    }
}
