package im.conduit.signalr.server;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A duration as a setting spells it: `15s` (`ms`, `s`, `m`, `h`, `d`), `PT15S`, or .NET's
/// `[days.]hours:minutes:seconds[.fraction]`.
///
/// @param value the duration
public record SettingDuration(Duration value) {

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");
    private static final Pattern DOT_NET =
            Pattern.compile("(?:(\\d{1,6})\\.)?(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,7}))?");

    /// Reads a setting.
    ///
    /// @throws IllegalArgumentException naming the text when it is no duration
    public static SettingDuration parse(String text) {
        String trimmed = text.strip();
        Matcher simple = SIMPLE.matcher(trimmed);
        if (simple.matches()) {
            return new SettingDuration(simple(Long.parseLong(simple.group(1)), simple.group(2)));
        }
        Matcher dotNet = DOT_NET.matcher(trimmed);
        if (dotNet.matches()) {
            return new SettingDuration(dotNet(dotNet));
        }
        try {
            return new SettingDuration(Duration.parse(trimmed));
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration: write it as 15s, PT15S or 00:00:15", e);
        }
    }

    private static Duration simple(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Duration dotNet(Matcher parts) {
        String days = parts.group(1);
        String fraction = parts.group(5);
        return Duration.ofDays(days == null ? 0 : Long.parseLong(days))
                .plusHours(Long.parseLong(parts.group(2)))
                .plusMinutes(Long.parseLong(parts.group(3)))
                .plusSeconds(Long.parseLong(parts.group(4)))
                .plusNanos(
                        fraction == null
                                ? 0
                                : Long.parseLong((fraction + "000000000").substring(0, 9)));
    }
}
