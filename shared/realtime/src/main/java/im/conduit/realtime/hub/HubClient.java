package im.conduit.realtime.hub;

import java.time.Instant;

/// A connection as the task hubs see it.
///
/// @param connectionId its public id
/// @param hub which hub it is connected to
/// @param viewer on whose behalf it looks at tasks
/// @param sink its way out
/// @param at when the frame that is being worked on arrived: where frames may overtake each other,
///     the later one decides
public record HubClient(
        String connectionId, TaskHubName hub, Viewer viewer, UpdateSink sink, Instant at) {}
