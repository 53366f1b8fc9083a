package im.conduit.providers.demo.scene;

/// Seeded gradient noise (after Ken Perlin, "Improving Noise", 2002): the same seed gives the same
/// values on every run.
final class Noise {

    private static final double[] DIRECTIONS = directions(256);

    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    /// A uniform number, 0 to 1, that belongs to a lattice cell.
    double cell(long x, long y) {
        return (bits(x, y) >>> 11) * 0x1.0p-53;
    }

    /// Smooth noise, about -1 to 1.
    double at(double x, double y) {
        long cx = (long) Math.floor(x);
        long cy = (long) Math.floor(y);
        double fx = x - cx;
        double fy = y - cy;
        double u = fade(fx);
        double low = Shape.lerp(slope(cx, cy, fx, fy), slope(cx + 1, cy, fx - 1, fy), u);
        double high =
                Shape.lerp(slope(cx, cy + 1, fx, fy - 1), slope(cx + 1, cy + 1, fx - 1, fy - 1), u);
        return 1.5 * Shape.lerp(low, high, fade(fy));
    }

    /// Noise on noise: each octave twice as fine and half as strong, about -1 to 1.
    double fractal(double x, double y, int octaves) {
        double sum = 0;
        double weight = 0.5;
        double scale = 1;
        for (int i = 0; i < octaves; i++) {
            sum += weight * at(x * scale + i * 17.3, y * scale - i * 9.1);
            weight *= 0.5;
            scale *= 2;
        }
        return sum;
    }

    /// Sharp crests as of mountains, 0 to 1.
    double ridge(double x, double y, int octaves) {
        double sum = 0;
        double weight = 0.5;
        double scale = 1;
        for (int i = 0; i < octaves; i++) {
            double crest = 1 - Math.abs(at(x * scale + i * 31.7, y * scale + i * 5.3));
            sum += weight * crest * crest;
            weight *= 0.5;
            scale *= 2;
        }
        return sum;
    }

    private double slope(long cx, long cy, double dx, double dy) {
        int at = (int) (bits(cx, cy) >>> 56) * 2;
        return DIRECTIONS[at] * dx + DIRECTIONS[at + 1] * dy;
    }

    private long bits(long x, long y) {
        return mix(seed ^ mix(x * 0x9E3779B97F4A7C15L ^ mix(y + 0x632BE59BD9B4E019L)));
    }

    private static double[] directions(int count) {
        double[] all = new double[2 * count];
        for (int i = 0; i < count; i++) {
            all[2 * i] = Math.cos(2 * Math.PI * i / count);
            all[2 * i + 1] = Math.sin(2 * Math.PI * i / count);
        }
        return all;
    }

    private static double fade(double v) {
        return v * v * v * (v * (v * 6 - 15) + 10);
    }

    /// Finaliser of SplitMix64 (Steele, Lea, Flood, 2014).
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
