package im.conduit.providers.demo.scene;

/// The colours of one picture.
///
/// @param zenith top of the sky
/// @param middle of the sky
/// @param horizon bottom of the sky
/// @param light sun or moon
/// @param far what is far away
/// @param near what is close, the darkest
/// @param night whether stars show
record Palette(
        Tone zenith, Tone middle, Tone horizon, Tone light, Tone far, Tone near, boolean night) {

    /// When the scene plays.
    enum Hour {
        SUNSET,
        DAWN,
        DAY,
        NIGHT
    }

    /// The colours of an hour.
    ///
    /// @param turn degrees by which all hues are turned
    static Palette at(Hour hour, double turn) {
        return switch (hour) {
            case SUNSET -> sunset(turn);
            case DAWN -> dawn(turn);
            case DAY -> day(turn);
            case NIGHT -> night(turn);
        };
    }

    /// Colours that sit together, spread around one hue.
    ///
    /// @param hue degrees
    /// @param night dark rather than bright
    static Palette around(double hue, boolean night) {
        return night
                ? new Palette(
                        Tone.lch(0.14, 0.05, hue - 15),
                        Tone.lch(0.27, 0.09, hue),
                        Tone.lch(0.50, 0.12, hue + 25),
                        Tone.lch(0.95, 0.03, hue + 60),
                        Tone.lch(0.33, 0.07, hue + 5),
                        Tone.lch(0.09, 0.03, hue - 20),
                        true)
                : new Palette(
                        Tone.lch(0.42, 0.12, hue - 25),
                        Tone.lch(0.66, 0.14, hue),
                        Tone.lch(0.90, 0.08, hue + 30),
                        Tone.lch(0.97, 0.06, hue + 50),
                        Tone.lch(0.60, 0.09, hue - 8),
                        Tone.lch(0.17, 0.05, hue - 35),
                        false);
    }

    private static Palette sunset(double turn) {
        return new Palette(
                Tone.lch(0.32, 0.10, 285 + turn),
                Tone.lch(0.62, 0.17, 15 + turn),
                Tone.lch(0.88, 0.12, 75 + turn),
                Tone.lch(0.96, 0.09, 90 + turn),
                Tone.lch(0.55, 0.12, 350 + turn),
                Tone.lch(0.14, 0.06, 300 + turn),
                false);
    }

    private static Palette dawn(double turn) {
        return new Palette(
                Tone.lch(0.50, 0.08, 265 + turn),
                Tone.lch(0.76, 0.09, 320 + turn),
                Tone.lch(0.93, 0.06, 60 + turn),
                Tone.lch(0.98, 0.04, 80 + turn),
                Tone.lch(0.70, 0.06, 285 + turn),
                Tone.lch(0.27, 0.05, 255 + turn),
                false);
    }

    private static Palette day(double turn) {
        return new Palette(
                Tone.lch(0.52, 0.13, 250 + turn),
                Tone.lch(0.74, 0.09, 232 + turn),
                Tone.lch(0.94, 0.03, 200 + turn),
                Tone.lch(0.99, 0.03, 100),
                Tone.lch(0.70, 0.07, 215 + turn),
                Tone.lch(0.26, 0.07, 165 + turn),
                false);
    }

    static Palette night(double turn) {
        return around(262 + turn, true);
    }

    /// The sky's colour.
    ///
    /// @param height 0 at the top, 1 at the horizon
    Tone sky(double height) {
        double k = Shape.clamp(height);
        return k < 0.55
                ? zenith.mix(middle, Shape.smooth(0, 1, k / 0.55))
                : middle.mix(horizon, Shape.smooth(0, 1, (k - 0.55) / 0.45));
    }
}
