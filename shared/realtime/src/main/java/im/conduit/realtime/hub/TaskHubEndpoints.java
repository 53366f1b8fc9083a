package im.conduit.realtime.hub;

import im.conduit.signalr.server.HubEndpoint;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/// The paths of the task hubs, behind a virtual key.
@Factory
@Requires(beans = TaskSubscriptions.class)
final class TaskHubEndpoints {

    @Singleton
    HubEndpoint imageGeneration(HubAccess access) {
        return new HubEndpoint("/hubs/image-generation", ImageGenerationHub.class)
                .securedBy(access);
    }

    @Singleton
    HubEndpoint videoGeneration(HubAccess access) {
        return new HubEndpoint("/hubs/video-generation", VideoGenerationHub.class)
                .securedBy(access);
    }
}
