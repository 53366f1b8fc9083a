package im.conduit.providers.demo.scene;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// Chooses a scene and its colours by the words of a prompt, and what the words leave open by its
/// hash.
public final class Scenes {

    private Scenes() {}

    /// The scene of a prompt.
    ///
    /// @param seed the same prompt, seed and variant give the same scene
    /// @param variant 0 and up: another picture of the same prompt
    /// @param width of the picture in pixels
    /// @param height of the picture in pixels
    public static Scene of(String prompt, long seed, int variant, int width, int height) {
        long hash = hash(prompt);
        long chance = Noise.mix(hash ^ Noise.mix(seed * 31 + variant));
        Canvas canvas = new Canvas((double) width / height, 1.0 / height, chance);
        Vocabulary.Subject[] all = Vocabulary.Subject.values();
        Vocabulary words = new Vocabulary(prompt);
        return compose(words, canvas, words.subject().orElse(all[Math.floorMod(hash, all.length)]));
    }

    private static Scene compose(Vocabulary words, Canvas canvas, Vocabulary.Subject subject) {
        Optional<Double> named = words.hue();
        double hue = named.orElse(canvas.pick(102, 0, 360));
        Palette palette = palette(words, canvas);
        Palette dark = Palette.around(named.orElse(262 + canvas.pick(101, -25, 25)), true);
        return switch (subject) {
            case MOUNTAIN -> new MountainScene(canvas, palette);
            case SEA -> new SeaScene(canvas, palette);
            case AURORA ->
                    new AuroraScene(
                            canvas, Palette.night(0), named.orElse(canvas.pick(103, 145, 175)));
            case CITY -> new CityScene(canvas, bare(words) ? dark : palette);
            case DUNE ->
                    new DuneScene(
                            canvas,
                            bare(words)
                                    ? Palette.around(45 + canvas.pick(101, -15, 15), false)
                                    : palette);
            case PLANET -> new PlanetScene(canvas, dark, hue);
            case SILK -> new SilkScene(canvas, Palette.around(hue, palette.night()));
            case POSTER -> new PosterScene(canvas, palette);
        };
    }

    /// Whether the prompt names neither a colour nor an hour.
    private static boolean bare(Vocabulary words) {
        return words.hue().isEmpty() && words.hour().isEmpty();
    }

    private static Palette palette(Vocabulary words, Canvas canvas) {
        Optional<Palette.Hour> hour = words.hour();
        Optional<Double> hue = words.hue();
        if (hue.isPresent()) {
            return Palette.around(hue.get(), hour.equals(Optional.of(Palette.Hour.NIGHT)));
        }
        double turn = canvas.pick(101, -18, 18);
        if (hour.isPresent()) {
            return Palette.at(hour.get(), turn);
        }
        int chosen = (int) canvas.pick(104, 0, 5);
        return chosen < 4
                ? Palette.at(Palette.Hour.values()[chosen], turn)
                : Palette.around(canvas.pick(105, 0, 360), false);
    }

    private static long hash(String prompt) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(prompt.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
