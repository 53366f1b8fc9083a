package im.conduit.testkit.aws;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The routes of an HTTP API and how one is chosen: a full match before a greedy path variable, a
/// named method before `ANY`, and `$default` last
/// (`docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html`).
///
/// @param routes in any order
public record HttpApiRoutes(List<Route> routes) {

    /// Copies the list.
    public HttpApiRoutes {
        routes = List.copyOf(routes);
    }

    /// One route.
    ///
    /// @param key such as `GET /v1/tasks/{id}`, `ANY /files/{path+}` or `$default`
    /// @param function its integration
    public record Route(String key, LambdaFunction function) {

        private boolean isDefault() {
            return key.equals("$default");
        }

        private String method() {
            return key.substring(0, key.indexOf(' '));
        }

        private String[] segments() {
            return key.substring(key.indexOf(' ') + 2).split("/", -1);
        }

        private boolean greedy() {
            return key.endsWith("+}");
        }
    }

    /// A chosen route.
    ///
    /// @param pathParameters values of its variables
    public record Match(Route route, Map<String, String> pathParameters) {}

    /// The route of a request, if the API has one.
    public Optional<Match> find(String method, String path) {
        return routes.stream()
                .flatMap(route -> match(route, method, path).stream())
                .min(Comparator.comparingInt(HttpApiRoutes::rank));
    }

    private static int rank(Match match) {
        Route route = match.route();
        if (route.isDefault()) {
            return 100;
        }
        return (route.greedy() ? 10 : 0)
                + (route.method().equals("ANY") ? 5 : 0)
                + (match.pathParameters().isEmpty() ? 0 : 1);
    }

    private static Optional<Match> match(Route route, String method, String path) {
        if (route.isDefault()) {
            return Optional.of(new Match(route, Map.of()));
        }
        if (!route.method().equals("ANY") && !route.method().equals(method)) {
            return Optional.empty();
        }
        String[] pattern = route.segments();
        String[] given = path.substring(1).split("/", -1);
        if (route.greedy() ? given.length < pattern.length : given.length != pattern.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < pattern.length; i++) {
            String part = pattern[i];
            if (part.endsWith("+}")) {
                String rest = String.join("/", Arrays.copyOfRange(given, i, given.length));
                variables.put(part.substring(1, part.length() - 2), rest);
            } else if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), given[i]);
            } else if (!part.equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(new Match(route, variables));
    }
}
