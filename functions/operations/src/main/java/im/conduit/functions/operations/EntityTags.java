package im.conduit.functions.operations;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lists of entity tags, as in `If-None-Match` (RFC 9110, section 13.1.2).
final class EntityTags {

    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

    private EntityTags() {}

    /// Whether the list names the tag, be it as a weak one, or is `*`.
    static boolean matchWeakly(@Nullable String list, String etag) {
        if (list == null) {
            return false;
        }
        if (list.strip().equals("*")) {
            return true;
        }
        Matcher tags = TAG.matcher(list);
        while (tags.find()) {
            if (tags.group(1).equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
