package im.conduit.signalr.sample;

import im.conduit.signalr.server.Hub;
import io.micronaut.context.annotation.Requires;

/// The extra hubs: each is a hub of its own.
final class ExtraHubs {

    private ExtraHubs() {}

    /// Defaults.
    @Hub
    @Requires(property = "sample.extra", value = "true")
    public static class Extra extends ExtraMethods {}

    /// Without detailed errors.
    @Hub
    @Requires(property = "sample.extra", value = "true")
    public static class Plain extends ExtraMethods {}

    /// Two calls at a time.
    @Hub
    @Requires(property = "sample.extra", value = "true")
    public static class Parallel extends ExtraMethods {}

    /// Short intervals.
    @Hub
    @Requires(property = "sample.extra", value = "true")
    public static class Fast extends ExtraMethods {}

    /// Messages of any size.
    @Hub
    @Requires(property = "sample.extra", value = "true")
    public static class NoLimit extends ExtraMethods {}

    /// For broadcasts.
    @Hub
    @Requires(property = "sample.extra", value = "true")
    public static class Room extends ExtraMethods {}
}
