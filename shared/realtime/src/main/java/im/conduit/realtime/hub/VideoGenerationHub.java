package im.conduit.realtime.hub;

import im.conduit.signalr.server.Hub;

/// `/hubs/video-generation`: video tasks live (it takes tasks of the other type as well). Contract
/// section 5.
@Hub
public final class VideoGenerationHub extends TaskHub {

    VideoGenerationHub(TaskSubscriptions subscriptions, EventObjects objects) {
        super(TaskHubName.VIDEO_GENERATION, subscriptions, objects);
    }
}
