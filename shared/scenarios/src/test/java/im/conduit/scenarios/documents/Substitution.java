package im.conduit.scenarios.documents;

import java.util.Arrays;
import java.util.List;

/// What is changed in an example before it runs, and why: nothing but scheme and host, keys and
/// literal task ids. What the surroundings of an example define (`app`, `fetch` of a signed-in
/// page, what to do with a result) stands in the files of `surroundings`, around the untouched
/// code.
///
/// @param example where
/// @param text what stands in the document
/// @param becomes what runs instead; `{app}`, `{task}` and `{key}` are filled in
/// @param kind which of these it is
record Substitution(Example example, String text, String becomes, Kind kind) {

    /// What may be changed.
    enum Kind {
        /// Where the API is.
        SCHEME_AND_HOST,
        /// Whose key.
        KEY,
        /// Which task.
        TASK_ID,
        /// A member that the example's class uses and forgets to define.
        FORGOTTEN_MEMBER
    }

    /// Every substitution.
    private static final Substitution[] TABLE = {
        new Substitution(Example.P1_POLLING, "'task_123'", "'{task}'", Kind.TASK_ID),
        new Substitution(Example.P1_POLLING_PAGE, "'task_123'", "'{task}'", Kind.TASK_ID),
        new Substitution(
                Example.P3_POLLING, "https://api.conduit.im/", "{app}/", Kind.SCHEME_AND_HOST),
        new Substitution(
                Example.P3_POLLING_PYTHON,
                "https://api.conduit.im/",
                "{app}/",
                Kind.SCHEME_AND_HOST),
        new Substitution(
                Example.P3_SIGNALR, "wss://api.conduit.im/", "{app}/", Kind.SCHEME_AND_HOST),
        new Substitution(Example.P3_SIGNALR, "condt_your_virtual_key", "{key}", Kind.KEY),
        new Substitution(
                Example.P3_SIGNALR, "550e8400-e29b-41d4-a716-446655440000", "{task}", Kind.TASK_ID),
        new Substitution(
                Example.P3_SIGNALR_PYTHON, "wss://api.conduit.im/", "{app}/", Kind.SCHEME_AND_HOST),
        new Substitution(Example.P3_SIGNALR_PYTHON, "condt_your_virtual_key", "{key}", Kind.KEY),
        new Substitution(
                Example.P3_SIGNALR_PYTHON,
                "550e8400-e29b-41d4-a716-446655440000",
                "{task}",
                Kind.TASK_ID),
        new Substitution(
                Example.P3_SIGNALR,
                "class ConduitRealtimeClient {",
                """
                class ConduitRealtimeClient {
                    activeTasks = new Set();

                    resubscribeToActiveTasks() {
                        this.activeTasks.forEach((id) => this.subscribeToTask(id));
                    }
                """,
                Kind.FORGOTTEN_MEMBER),
    };

    static List<Substitution> of(Example example) {
        return Arrays.stream(TABLE).filter(row -> row.example() == example).toList();
    }
}
