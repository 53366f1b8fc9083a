package im.conduit.providers.demo.scene;

/// Folds of lit cloth: noise bent by noise, shaded by its own slope.
final class SilkScene implements Scene {

    private final Palette palette;
    private final Noise folds;
    private final double zoom;
    private final double turn;
    private final double unit;

    SilkScene(Canvas canvas, Palette palette) {
        this.palette = palette;
        this.folds = canvas.noise(21);
        this.zoom = canvas.pick(22, 0.9, 1.4) / (0.5 + 0.5 * canvas.unit());
        this.turn = canvas.pick(23, 0, Math.PI);
        this.unit = canvas.unit();
    }

    @Override
    public Tone at(double x, double y, double t) {
        double u = zoom * (x * Math.cos(turn) - y * Math.sin(turn));
        double v = zoom * (x * Math.sin(turn) + y * Math.cos(turn)) * 0.7;
        double step = 0.004;
        double here = fold(u, v, t);
        double slopeU = (fold(u + step, v, t) - here) / step;
        double slopeV = (fold(u, v + step, t) - here) / step;
        double length = Math.sqrt(slopeU * slopeU + slopeV * slopeV + 5);
        double facing = Shape.clamp((0.55 * slopeU - 0.6 * slopeV + 1.6) / length);
        Tone cloth = cloth(Shape.clamp(0.5 + 0.75 * here));
        Tone lit = cloth.times(0.28 + 1.05 * facing);
        double vignette = 1 - 0.35 * Shape.smooth(0.45, 1.1, Math.hypot(x / unit, y - 0.5));
        return lit.plus(palette.light(), 0.5 * Math.pow(facing, 14)).times(vignette);
    }

    private double fold(double u, double v, double t) {
        double round = 2 * Math.PI * t;
        double a = folds.at(u + 0.06 * Math.cos(round), v * 1.3 + 0.06 * Math.sin(round));
        double b = folds.at(u * 0.8 - 5.2, v * 1.1 + 1.3 + 0.08 * Math.sin(round));
        double c = folds.fractal(u * 1.2 + 1.5 * a, v * 1.2 + 1.5 * b, 2);
        return folds.at(u * 0.7 + 2.2 * c + 8, v * 0.7 + 1.8 * a) + 0.25 * c;
    }

    private Tone cloth(double k) {
        Tone dark = palette.near().mix(palette.zenith(), Shape.smooth(0, 0.3, k));
        Tone warm = dark.mix(palette.middle(), Shape.smooth(0.25, 0.6, k));
        return warm.mix(palette.horizon(), Shape.smooth(0.6, 0.98, k));
    }
}
