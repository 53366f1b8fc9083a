package im.conduit.providers.demo.scene;

/// Dunes with a lit and a shaded side under a large sun.
final class DuneScene implements Scene {

    private static final int DUNES = 5;

    private final Palette palette;
    private final Sky sky;
    private final Noise sand;
    private final double pixel;
    private final double unit;

    DuneScene(Canvas canvas, Palette palette) {
        this.palette = palette;
        this.sky = new Sky(canvas, palette, canvas.pick(1, 0.24, 0.42));
        this.sand = canvas.noise(2);
        this.pixel = canvas.pixel();
        this.unit = canvas.unit();
    }

    @Override
    public Tone at(double x, double y, double t) {
        return layer(x, y, t, DUNES - 1);
    }

    /// From front to back, as far as something still shows through.
    private Tone layer(double x, double y, double t, int i) {
        if (i < 0) {
            return sky.at(x, y, t, 0.64);
        }
        double depth = i / (DUNES - 1.0);
        double pan = x + 0.03 * depth * Math.sin(2 * Math.PI * t);
        double inside = y - crest(pan, i, depth);
        double cover = Shape.cover(inside, pixel);
        if (cover == 0) {
            return layer(x, y, t, i - 1);
        }
        Tone own = side(pan, inside, i, t);
        return cover == 1 ? own : layer(x, y, t, i - 1).mix(own, cover);
    }

    private double crest(double x, int i, double depth) {
        double base = Shape.lerp(0.56, 0.92, depth);
        double tall = Shape.lerp(0.06, 0.2, depth) * (0.5 + 0.5 * unit);
        double wide = Shape.lerp(1.6, 0.9, depth);
        double swell = sand.at(x * wide + i * 9.3, i * 3.1);
        return base - tall * (swell + 0.35 * Math.abs(sand.at(x * wide * 1.7 + i * 5, i * 8.2)));
    }

    private Tone side(double x, double inside, int i, double t) {
        double depth = i / (DUNES - 1.0);
        double wander = 0.05 * sand.at(inside * 6, i * 4.4);
        double at = x + Math.signum(sky.lightX - x) * 0.9 * inside * inside + wander * inside * 6;
        double rise = crest(at + 0.004, i, depth) - crest(at - 0.004, i, depth);
        double soft = 0.0001 + 0.004 * inside;
        double shade = Shape.smooth(-soft, soft, sky.lightX > 0 ? -rise : rise);
        Tone lit = palette.horizon().mix(palette.middle(), 0.3 + 0.35 * depth);
        Tone dark = palette.far().mix(palette.near(), 0.25 + 0.5 * depth);
        double drift = 0.6 * Math.sin(2 * Math.PI * t);
        double wind = sand.at(x * 10, inside * 22);
        double ripple = 0.5 + 0.5 * Math.sin(inside * 420 / (1 + 2 * depth) + 7 * wind + drift);
        double ground = Shape.smooth(0.0, 0.3, inside);
        Tone tone = lit.mix(dark, shade * 0.85).mix(dark, ground * 0.5);
        Tone haze = tone.mix(palette.horizon(), 0.45 * (1 - depth));
        return haze.times(1 - 0.1 * ripple * depth)
                .plus(palette.light(), 0.16 * Shape.bell(inside, 0.004));
    }
}
