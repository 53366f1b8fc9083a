package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads the body that begins a browser session: nothing, or `{"user": …}`. Contract section 6.
public final class SessionReader {

    private static final int LONGEST_USER = 256;

    private SessionReader() {}

    /// What came of reading.
    public sealed interface Reading {
        /// In form.
        ///
        /// @param user the end user that the session is narrowed to
        record Read(@Nullable String user) implements Reading {}

        /// Out of form.
        record Refused(Problem problem) implements Reading {}
    }

    /// Reads a body.
    public static Reading read(String body) {
        if (body.isBlank()) {
            return new Reading.Read(null);
        }
        return switch (Json.readObject(body.getBytes(StandardCharsets.UTF_8))) {
            case Json.Reading.Unreadable(Problem problem) -> new Reading.Refused(problem);
            case Json.Reading.Read(ObjectNode object) -> user(new Members(object));
        };
    }

    private static Reading user(Members members) {
        String user = members.any("user") == null ? null : members.text("user", LONGEST_USER);
        Problem problem = members.problem();
        return problem == null ? new Reading.Read(user) : new Reading.Refused(problem);
    }
}
