package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import im.conduit.realtime.submission.SubmissionRequest;
import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.WebhookRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads `webhook_url`, `webhook_headers` and `webhook_events`. Contract section 2.
final class WebhookMembers {

    private static final int LONGEST_URL = 2048;
    private static final int MOST_HEADERS = 20;
    private static final int LONGEST_HEADERS = 4 * 1024;

    /// RFC 9110, section 5.6.2.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]*");

    private static final Set<String> RESERVED =
            Set.of(
                    "host",
                    "transfer-encoding",
                    "connection",
                    "keep-alive",
                    "te",
                    "trailer",
                    "upgrade",
                    "expect",
                    "user-agent");

    private static final List<String> RESERVED_PREFIXES =
            List.of("content-", "proxy-", "x-conduit-", "x-webhook-", "webhook-");

    private static final Map<String, EventKind> EVENTS =
            EnumSet.complementOf(EnumSet.of(EventKind.RETRIED)).stream()
                    .collect(Collectors.toUnmodifiableMap(EventKind::wireName, kind -> kind));

    private WebhookMembers() {}

    /// The webhook that is asked for, if one is.
    static SubmissionRequest.@Nullable Webhook read(Members members) {
        URI url = url(members);
        JsonText headers = headers(members);
        Set<EventKind> events = events(members);
        return url == null ? null : new SubmissionRequest.Webhook(url, headers, events);
    }

    private static @Nullable URI url(Members members) {
        String text = members.optionalText("webhook_url", LONGEST_URL);
        if (text == null) {
            return null;
        }
        try {
            URI url = new URI(new URI(text).toASCIIString());
            if (isHttp(url.getScheme()) && url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // The rule below says what is wanted.
        }
        members.refuse(
                Problem.invalid(
                        "webhook_url",
                        "must be an absolute http or https URL with a host and without a user"));
        return null;
    }

    private static boolean isHttp(@Nullable String scheme) {
        return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
    }

    private static @Nullable JsonText headers(Members members) {
        ObjectNode object = members.optionalObject("webhook_headers");
        if (object == null || object.isEmpty()) {
            return null;
        }
        if (object.size() > MOST_HEADERS) {
            members.refuse(
                    Problem.invalid("webhook_headers", "must not have more than 20 members"));
            return null;
        }
        int length = 0;
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> header : object.properties()) {
            String name = header.getKey();
            String broken = brokenRule(name, header.getValue());
            if (broken == null && !names.add(name.toLowerCase(Locale.ROOT))) {
                broken = "is given twice";
            }
            if (broken != null) {
                members.refuse(Problem.invalid("webhook_headers." + name, broken));
                return null;
            }
            length += name.length() + header.getValue().textValue().length();
        }
        if (length > LONGEST_HEADERS) {
            members.refuse(Problem.invalid("webhook_headers", "must not be larger than 4 KiB"));
            return null;
        }
        return new JsonText(EcmaScript.write(object));
    }

    private static @Nullable String brokenRule(String name, JsonNode value) {
        if (!TOKEN.matcher(name).matches()) {
            return "is not a header name";
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower) || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)) {
            return "is set by Conduit and cannot be chosen";
        }
        if (!value.isTextual()) {
            return "must be a string";
        }
        return VALUE.matcher(value.textValue()).matches()
                ? null
                : "must hold printable ASCII characters only";
    }

    private static Set<EventKind> events(Members members) {
        JsonNode node = members.any("webhook_events");
        if (node == null) {
            return WebhookRequest.DEFAULT_EVENTS;
        }
        Set<EventKind> events = EnumSet.noneOf(EventKind.class);
        if (node instanceof ArrayNode names) {
            for (JsonNode name : names) {
                EventKind kind = EVENTS.get(name.asText());
                if (kind == null || !name.isTextual()) {
                    return refuseEvents(members);
                }
                events.add(kind);
            }
            return events;
        }
        return refuseEvents(members);
    }

    private static Set<EventKind> refuseEvents(Members members) {
        members.refuse(
                Problem.invalid(
                        "webhook_events",
                        "must be a list of started, progress, completed, failed, cancelled"));
        return WebhookRequest.DEFAULT_EVENTS;
    }
}
