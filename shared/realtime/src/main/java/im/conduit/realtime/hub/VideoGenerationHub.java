package im.conduit.realtime.hub;

import im.conduit.signalr.server.Hub;
import io.micronaut.context.annotation.Requires;

/// `/hubs/video-generation`: video tasks live (it takes tasks of the other type as well). Contract
/// section 5.
@Hub
@Requires(beans = TaskSubscriptions.class)
public final class VideoGenerationHub extends TaskHub {

    VideoGenerationHub(TaskSubscriptions subscriptions, EventObjects objects) {
        super(TaskHubName.VIDEO_GENERATION, subscriptions, objects);
    }
}
