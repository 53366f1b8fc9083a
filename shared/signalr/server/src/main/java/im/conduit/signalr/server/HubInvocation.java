package im.conduit.signalr.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call on its way to a hub method, as filters see it.
///
/// @param caller who calls
/// @param method the method's declared wire name
/// @param arguments what came over the wire, already bound; unmodifiable
public record HubInvocation(HubCaller caller, String method, List<@Nullable Object> arguments) {

    static List<@Nullable Object> listOf(@Nullable Object[] values) {
        List<@Nullable Object> list = new ArrayList<>(values.length);
        for (Object value : values) {
            list.add(value);
        }
        return Collections.unmodifiableList(list);
    }
}
