package im.conduit.providers.demo.scene;

/// A colour in linear light, so that mixing and adding behave as light does.
///
/// @param r red, 0 is none, 1 is full; may exceed 1 until it is shown
/// @param g green
/// @param b blue
public record Tone(double r, double g, double b) {

    static final Tone BLACK = new Tone(0, 0, 0);
    static final Tone WHITE = new Tone(1, 1, 1);

    /// From OKLCH (Björn Ottosson, "A perceptual color space for image processing").
    ///
    /// @param lightness 0 to 1
    /// @param chroma 0 is grey, about 0.3 the most vivid
    /// @param hue degrees
    static Tone lch(double lightness, double chroma, double hue) {
        double a = chroma * Math.cos(Math.toRadians(hue));
        double b = chroma * Math.sin(Math.toRadians(hue));
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new Tone(
                Math.max(0, 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                Math.max(0, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                Math.max(0, -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    /// This at `amount` 0, `other` at 1.
    Tone mix(Tone other, double amount) {
        double k = Shape.clamp(amount);
        return new Tone(r + (other.r - r) * k, g + (other.g - g) * k, b + (other.b - b) * k);
    }

    /// Light of another colour on top.
    Tone plus(Tone other, double amount) {
        return new Tone(r + other.r * amount, g + other.g * amount, b + other.b * amount);
    }

    Tone times(double amount) {
        return new Tone(r * amount, g * amount, b * amount);
    }

    /// As 0xRRGGBB in sRGB; what is brighter than white rolls off softly.
    public int rgb() {
        return channel(r) << 16 | channel(g) << 8 | channel(b);
    }

    private static int channel(double linear) {
        double v = linear < 0.8 ? linear : 0.8 + 0.2 * (1 - Math.exp((0.8 - linear) * 5));
        double encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * Shape.clamp(encoded));
    }

    private static double cube(double v) {
        return v * v * v;
    }
}
