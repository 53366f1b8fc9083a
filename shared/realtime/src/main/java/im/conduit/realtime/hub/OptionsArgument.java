package im.conduit.realtime.hub;

import im.conduit.signalr.server.HubException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the `options` argument of a subscription, and the connection's own `?events=`.
final class OptionsArgument {

    private static final int MOST_EVENTS = 32;

    private OptionsArgument() {}

    /// @param options `{events, afterSequence}`, both optional
    /// @param connectionEvents values of the query member, each a list with commas
    /// @throws HubException naming the member that is wrong
    static SubscribeOptions read(
            @Nullable Map<String, Object> options, List<String> connectionEvents) {
        Set<String> events = new HashSet<>();
        long after = 0;
        if (options != null) {
            events.addAll(events(options.get("events")));
            after = after(options.get("afterSequence"));
        }
        if (events.isEmpty()) {
            connectionEvents.stream()
                    .flatMap(value -> Arrays.stream(value.split(",", -1)))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .limit(MOST_EVENTS)
                    .forEach(events::add);
        }
        return new SubscribeOptions(events, after);
    }

    private static Set<String> events(@Nullable Object value) {
        if (value == null) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        if (value instanceof Collection<?> list && list.size() <= MOST_EVENTS) {
            for (Object name : list) {
                if (!(name instanceof String text) || !text.matches("[A-Za-z]{1,64}")) {
                    throw wrongEvents();
                }
                names.add(text);
            }
            return names;
        }
        throw wrongEvents();
    }

    private static HubException wrongEvents() {
        return new HubException(
                "options.events must be a list of at most " + MOST_EVENTS + " event names");
    }

    private static long after(@Nullable Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Number number
                && number.doubleValue() == number.longValue()
                && number.longValue() >= 0) {
            return number.longValue();
        }
        throw new HubException("options.afterSequence must be a whole number that is not negative");
    }
}
