package im.conduit.providers.demo.scene;

/// Northern lights over a lake: curtains of rays, a line of spruces, all of it mirrored.
final class AuroraScene implements Scene {

    private static final double SHORE = 0.74;

    private final Palette palette;
    private final Sky sky;
    private final Noise curtains;
    private final Noise trees;
    private final double pixel;
    private final double reach;
    private final Tone low;
    private final Tone high;

    AuroraScene(Canvas canvas, Palette palette, double hue) {
        this.palette = palette;
        this.sky = new Sky(canvas, palette, -1);
        this.curtains = canvas.noise(31);
        this.trees = canvas.noise(32);
        this.pixel = canvas.pixel();
        this.reach = canvas.pick(33, 0.16, 0.24);
        this.low = Tone.lch(0.86, 0.19, hue);
        this.high = Tone.lch(0.55, 0.19, hue + canvas.pick(34, 110, 170));
    }

    @Override
    public Tone at(double x, double y, double t) {
        if (y < SHORE) {
            return above(x, y, t);
        }
        double below = y - SHORE;
        double ripple = curtains.fractal(x * 9, 4 / (below + 0.05) + Math.sin(2 * Math.PI * t), 3);
        double bend = ripple * (0.004 + 0.05 * below);
        Tone mirror = above(x + bend * 0.6, SHORE - below * 1.15 + bend, t);
        double bank = 0.35 + 0.65 * Shape.smooth(0, 0.02, below);
        return mirror.times(0.62 * bank).mix(palette.near(), 0.25 + 0.3 * below);
    }

    private Tone above(double x, double y, double t) {
        Tone tone = sky.at(x, y, t, SHORE + 0.15);
        for (int i = 0; i < 3; i++) {
            tone = curtain(tone, x, y, t, i);
        }
        double hills = SHORE - 0.03 - 0.05 * (1 + curtains.fractal(x * 1.3, 77, 4));
        tone = tone.mix(palette.near().mix(palette.middle(), 0.35), Shape.cover(y - hills, pixel));
        return tone.mix(palette.near(), Shape.cover(y - (SHORE - 0.012 - spruce(x)), pixel));
    }

    private Tone curtain(Tone under, double x, double y, double t, int i) {
        double round = 2 * Math.PI * (t + i / 3.0);
        double sway = 0.03 * Math.sin(round);
        double foot =
                0.56 - 0.13 * i + 0.2 * curtains.fractal(x * 0.9 + sway + i * 4.7, i * 3 + sway, 3);
        double up = foot - y;
        if (up < -0.03) {
            return under;
        }
        double fine = curtains.at(x * 26 + 6 * foot + sway * 9, i + 0.4 * Math.cos(round));
        double broad = curtains.fractal(x * 3.4 + i * 8 + sway, 20 + 0.2 * Math.sin(round), 3);
        double rays = Shape.clamp(0.5 + 0.28 * fine + 1.0 * broad);
        double tall = reach * (0.5 + 1.1 * rays);
        double fade = Shape.smooth(-0.03, 0.012, up) * Math.exp(-Math.max(0, up) / tall);
        double strength = fade * rays * (0.85 - 0.18 * i);
        return under.plus(low.mix(high, Shape.smooth(0.02, 0.26, up)), strength * 0.85);
    }

    private double spruce(double x) {
        double tallest = 0;
        for (int row = 0; row < 2; row++) {
            double spacing = row == 0 ? 0.017 : 0.009;
            long cell = (long) Math.floor(x / spacing);
            for (long c = cell - 1; c <= cell + 1; c++) {
                double grove =
                        0.35 + 0.65 * Shape.smooth(-0.4, 0.4, trees.at(c * spacing * 4, row));
                double tall = (row == 0 ? 0.022 : 0.014) + 0.04 * trees.cell(c, row) * grove;
                double away = Math.abs(x - (c + 0.2 + 0.6 * trees.cell(c, row + 9)) * spacing);
                double tiers = 0.8 + 0.2 * Math.abs(Math.sin(away * 700));
                tallest = Math.max(tallest, (tall - away * 4.6) * tiers);
            }
        }
        return tallest;
    }
}
