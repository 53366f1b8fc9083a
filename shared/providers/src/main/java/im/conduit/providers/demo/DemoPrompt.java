package im.conduit.providers.demo;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A prompt, split into what to draw and the directives of the demo provider: `[slow:5s]`,
/// `[fail:code]`, `[fail:code:times]`. What is not one of these forms stays in the text.
///
/// @param text the prompt without directives
/// @param slow the time the work is spread over, at most ten minutes; zero where none is named
/// @param failure how to fail, if at all
record DemoPrompt(String text, Duration slow, DemoPrompt.@Nullable Failing failure) {

    /// A wanted failure.
    ///
    /// @param code such as `provider_error`
    /// @param attempts the first attempts that fail; later ones succeed
    record Failing(String code, int attempts) {}

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern SLOW = Pattern.compile("\\[slow:(\\d{1,6})(ms|s|m)]");
    private static final Pattern FAIL =
            Pattern.compile("\\[fail:([a-z][a-z_]{0,63})(?::(\\d{1,3}))?]");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    static DemoPrompt parse(String prompt) {
        Matcher slow = SLOW.matcher(prompt);
        Duration duration = slow.find() ? duration(slow) : Duration.ZERO;
        Matcher fail = FAIL.matcher(prompt);
        Failing failing = fail.find() ? failing(fail) : null;
        String bare = FAIL.matcher(SLOW.matcher(prompt).replaceAll(" ")).replaceAll(" ");
        return new DemoPrompt(SPACES.matcher(bare).replaceAll(" ").strip(), duration, failing);
    }

    private static Duration duration(MatchResult match) {
        long amount = Long.parseLong(match.group(1));
        Duration wanted =
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    default -> Duration.ofMinutes(amount);
                };
        return wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
    }

    private static Failing failing(MatchResult match) {
        String times = match.group(2);
        return new Failing(
                match.group(1), times == null ? Integer.MAX_VALUE : Integer.parseInt(times));
    }
}
