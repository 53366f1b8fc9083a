package im.conduit.providers.demo.scene;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words of a prompt that the scenes understand.
final class Vocabulary {

    /// What a picture is of.
    enum Subject {
        MOUNTAIN,
        SEA,
        AURORA,
        CITY,
        DUNE,
        PLANET,
        SILK,
        POSTER
    }

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}]+");

    private static final Map<String, Subject> SUBJECTS = new HashMap<>();
    private static final Map<String, Double> HUES = new HashMap<>();
    private static final Map<String, Palette.Hour> HOURS = new HashMap<>();

    static {
        put(SUBJECTS, Subject.AURORA, "aurora northern borealis arctic winter ice snow frozen");
        put(
                SUBJECTS,
                Subject.SEA,
                "sea ocean beach wave water boat ship sailing island coast lake");
        put(SUBJECTS, Subject.CITY, "city skyline street tower building cyberpunk neon urban town");
        put(SUBJECTS, Subject.DUNE, "desert dune sand sahara pyramid camel savanna canyon");
        put(
                SUBJECTS,
                Subject.PLANET,
                "space planet galaxy cosmos universe astronaut rocket nebula");
        put(SUBJECTS, Subject.POSTER, "poster geometric pattern logo icon bauhaus circle minimal");
        put(
                SUBJECTS,
                Subject.SILK,
                "silk smoke flow fire flame abstract dream fluid texture flower");
        put(SUBJECTS, Subject.MOUNTAIN, "mountain landscape hill valley forest peak alps nature");
        put(HUES, 25.0, "red crimson scarlet ruby");
        put(HUES, 55.0, "orange amber copper autumn");
        put(HUES, 85.0, "yellow gold golden honey");
        put(HUES, 145.0, "green emerald jade");
        put(HUES, 190.0, "teal turquoise cyan mint");
        put(HUES, 250.0, "blue azure sapphire indigo");
        put(HUES, 305.0, "purple violet lavender lilac");
        put(HUES, 355.0, "pink rose magenta coral");
        put(HOURS, Palette.Hour.NIGHT, "night midnight dark moon moonlight star");
        put(HOURS, Palette.Hour.SUNSET, "sunset dusk evening sundown");
        put(HOURS, Palette.Hour.DAWN, "dawn sunrise morning mist misty fog foggy");
        put(HOURS, Palette.Hour.DAY, "day noon sunny summer spring");
    }

    private final String[] words;

    Vocabulary(String prompt) {
        this.words = NO_LETTERS.split(prompt.toLowerCase(Locale.ROOT));
    }

    /// What the picture is of, by the first word that says so.
    Optional<Subject> subject() {
        return first(SUBJECTS);
    }

    /// The named colour, in degrees of OKLCH.
    Optional<Double> hue() {
        return first(HUES);
    }

    Optional<Palette.Hour> hour() {
        return first(HOURS);
    }

    private <T> Optional<T> first(Map<String, T> meanings) {
        return Stream.of(words)
                .flatMap(word -> Stream.of(word, singular(word)))
                .flatMap(word -> Stream.ofNullable(meanings.get(word)))
                .findFirst();
    }

    private static String singular(String word) {
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }

    private static <T> void put(Map<String, T> meanings, T meaning, String words) {
        Set<String> each = Stream.of(words.split(" ")).collect(Collectors.toSet());
        each.forEach(word -> meanings.put(word, meaning));
    }
}
