package im.conduit.realtime.hub;

import im.conduit.signalr.server.Hub;
import io.micronaut.context.annotation.Requires;

/// `/hubs/image-generation`: image tasks live (it takes tasks of the other type as well). Contract
/// section 5.
@Hub
@Requires(beans = TaskSubscriptions.class)
public final class ImageGenerationHub extends TaskHub {

    ImageGenerationHub(TaskSubscriptions subscriptions, EventObjects objects) {
        super(TaskHubName.IMAGE_GENERATION, subscriptions, objects);
    }
}
