package im.conduit.providers.demo.scene;

/// Ridge behind ridge, each paler than the one before it, mist in the valleys.
final class MountainScene implements Scene {

    private static final int RIDGES = 6;
    private static final double HORIZON = 0.62;

    private final Palette palette;
    private final Sky sky;
    private final Noise ridges;
    private final Noise trees;
    private final double pixel;
    private final double height;

    MountainScene(Canvas canvas, Palette palette) {
        this.palette = palette;
        this.sky = new Sky(canvas, palette, canvas.pick(1, 0.2, 0.44));
        this.ridges = canvas.noise(2);
        this.trees = canvas.noise(3);
        this.pixel = canvas.pixel();
        this.height = canvas.pick(4, 0.22, 0.34) * (0.6 + 0.4 * canvas.unit());
    }

    @Override
    public Tone at(double x, double y, double t) {
        return layer(x, y, t, RIDGES - 1);
    }

    /// From front to back, as far as something still shows through.
    private Tone layer(double x, double y, double t, int i) {
        if (i < 0) {
            return sky.at(x, y, t, HORIZON);
        }
        double depth = i / (RIDGES - 1.0);
        double inside = y - crest(x, t, i, depth);
        double cover = Shape.cover(inside, pixel);
        if (cover == 0) {
            return layer(x, y, t, i - 1);
        }
        Tone own = slope(x, t, inside, depth);
        return cover == 1 ? own : layer(x, y, t, i - 1).mix(own, cover);
    }

    private double crest(double x, double t, int i, double depth) {
        double pan = x + 0.05 * depth * depth * Math.sin(2 * Math.PI * t);
        double base = Shape.lerp(0.60, 1.0, Math.pow(depth, 1.15));
        double tall = height * Shape.lerp(1, 0.55, depth);
        double shape =
                depth < 0.75
                        ? ridges.ridge(pan * Shape.lerp(1.5, 1.1, depth) + i * 13, i * 7.7, 6)
                        : 0.5 + 0.6 * ridges.fractal(pan * 1.4 + i * 13, i * 7.7, 4);
        double crest = base - tall * (shape - 0.18);
        return depth > 0.7 ? crest - spruce(pan, i) * Shape.lerp(0.6, 1, depth) : crest;
    }

    /// Height of the tree that stands at `x`: of the three nearest, the tallest.
    private double spruce(double x, int layer) {
        double spacing = 0.011 + 0.004 * layer / RIDGES;
        long cell = (long) Math.floor(x / spacing);
        double tallest = 0;
        for (long c = cell - 1; c <= cell + 1; c++) {
            double grove = Shape.smooth(-0.25, 0.3, trees.at(c * 0.06, layer * 3));
            double tall = (0.018 + 0.05 * trees.cell(c, layer)) * grove;
            double away = Math.abs(x - (c + 0.2 + 0.6 * trees.cell(c, layer + 50)) * spacing);
            double tiers = 0.82 + 0.18 * Math.abs(Math.sin(away * 900));
            tallest = Math.max(tallest, (tall - away * 4.2) * tiers);
        }
        return tallest;
    }

    private Tone slope(double x, double t, double inside, double depth) {
        Tone own = palette.far().mix(palette.near(), Math.pow(depth, 0.8));
        Tone haze = palette.horizon().mix(palette.middle(), 0.35);
        own = own.mix(haze, 0.42 * (1 - depth));
        if (depth > 0.7) {
            return own;
        }
        double drift = 0.1 * Math.sin(2 * Math.PI * (t + depth));
        double wisps = 0.5 + 0.8 * ridges.fractal(x * 2.2 + drift + depth * 9, inside * 9, 4);
        double mist = Shape.smooth(0.02, 0.2, inside) * 0.75 * (1 - depth * 0.85) * wisps;
        double rim = Shape.bell(inside, 0.006) * (1 - depth) * 0.12;
        return own.plus(palette.light(), rim).mix(haze, mist);
    }
}
