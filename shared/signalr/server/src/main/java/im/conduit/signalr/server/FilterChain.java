package im.conduit.signalr.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The filters of a hub around one call or callback.
final class FilterChain {

    /// How one filter stands around the rest.
    interface Around {
        @Nullable Object call(HubFilter filter, HubFilter.Next next) throws Exception;
    }

    private final List<HubFilter> filters;

    FilterChain(List<HubFilter> filters) {
        this.filters = List.copyOf(filters);
    }

    @Nullable Object run(Around around, HubFilter.Next innermost) throws Exception {
        return filters.isEmpty() ? innermost.proceed() : step(0, around, innermost);
    }

    private @Nullable Object step(int index, Around around, HubFilter.Next innermost)
            throws Exception {
        return index == filters.size()
                ? innermost.proceed()
                : around.call(filters.get(index), () -> step(index + 1, around, innermost));
    }
}
