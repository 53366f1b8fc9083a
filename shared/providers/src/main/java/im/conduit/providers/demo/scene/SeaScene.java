package im.conduit.providers.demo.scene;

/// Open water under a low sun, glitter on the waves, a sail now and then.
final class SeaScene implements Scene {

    private final Palette palette;
    private final Sky sky;
    private final Noise waves;
    private final double pixel;
    private final double horizon;
    private final double boatX;
    private final double boat;

    SeaScene(Canvas canvas, Palette palette) {
        this.palette = palette;
        this.horizon = canvas.pick(1, 0.5, 0.6);
        this.sky = new Sky(canvas, palette, horizon - canvas.pick(2, 0.03, 0.2));
        this.waves = canvas.noise(3);
        this.pixel = canvas.pixel();
        this.boatX = -Math.signum(sky.lightX) * canvas.aspect() * canvas.pick(4, 0.12, 0.36);
        this.boat = canvas.unit() * canvas.pick(5, 0.06, 0.1);
    }

    @Override
    public Tone at(double x, double y, double t) {
        Tone tone = y < horizon ? sky.at(x, y, t, horizon) : water(x, y, t);
        double bob = 0.006 * Math.sin(2 * Math.PI * t);
        return tone.mix(palette.near(), sail(x - boatX, y - horizon - 0.03 - bob));
    }

    private Tone water(double x, double y, double t) {
        double below = y - horizon;
        double far = 0.09 / (below + 0.012);
        double swell = wave(x * far * 2.2, far * 6, t);
        double bend = swell * (0.02 + 0.5 * below);
        Tone mirror = sky.at(x + 0.3 * bend, horizon - below * 0.8 + bend, t, horizon);
        double depth = Shape.smooth(0, 0.55, below);
        Tone body = palette.zenith().mix(palette.near(), 0.55 * depth);
        double reflect = Shape.clamp(0.85 - 0.75 * depth + 0.35 * swell);
        Tone tone = body.mix(mirror, reflect);
        double path = Shape.bell(x - sky.lightX, 0.02 + sky.radius * 0.8 + 0.22 * below);
        double sparkle = Shape.smooth(0.1, 0.55, wave(x * far * 7 + 40, far * 19, t));
        double foam = Shape.smooth(0.42, 0.8, swell) * 0.18 * depth;
        return tone.plus(palette.light(), path * (0.12 + 0.9 * sparkle))
                .mix(palette.horizon(), foam);
    }

    private double wave(double u, double v, double t) {
        double round = 2 * Math.PI * t;
        double one = waves.fractal(u + 0.25 * Math.cos(round), v + 0.25 * Math.sin(round), 4);
        return one + 0.35 * Math.sin(v * 2.4 + 3 * one + round);
    }

    /// A hull with two sails, its water line at y = 0.
    private double sail(double x, double y) {
        double u = x / boat;
        double v = y / boat;
        double edge = pixel / boat;
        double hull = Math.min(Math.min(-v, v + 0.16), 0.42 + 0.7 * v * 0.6 - Math.abs(u) + 0.05);
        double main = Math.min(Math.min(u + 0.02, -0.2 - v), (1.25 + v) * 0.38 - u);
        double jib = Math.min(Math.min(-0.05 - u, -0.22 - v), (1.05 + v) * 0.4 + u);
        return Shape.cover(Math.max(hull, Math.max(main, jib)), edge);
    }
}
