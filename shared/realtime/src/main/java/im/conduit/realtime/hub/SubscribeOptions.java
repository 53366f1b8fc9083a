package im.conduit.realtime.hub;

import java.util.Set;

/// What a subscription is narrowed to.
///
/// @param events names of the events wanted; empty wants all
/// @param afterSequence replays what was missed after this event; 0 replays the current state only
public record SubscribeOptions(Set<String> events, long afterSequence) {

    /// Everything, from now on.
    public static final SubscribeOptions NONE = new SubscribeOptions(Set.of(), 0);

    /// @throws IllegalArgumentException when `afterSequence` is negative
    public SubscribeOptions {
        if (afterSequence < 0) {
            throw new IllegalArgumentException("afterSequence must not be negative");
        }
        events = Set.copyOf(events);
    }

    boolean wants(String event) {
        return events.isEmpty() || events.contains(event);
    }
}
