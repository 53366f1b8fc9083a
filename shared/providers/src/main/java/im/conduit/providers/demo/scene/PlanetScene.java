package im.conduit.providers.demo.scene;

/// A ringed planet before a nebula.
final class PlanetScene implements Scene {

    private final Palette palette;
    private final Sky stars;
    private final Noise gas;
    private final double pixel;
    private final double x0;
    private final double y0;
    private final double radius;
    private final double tilt;
    private final Tone glow;

    PlanetScene(Canvas canvas, Palette palette, double hue) {
        this.palette = palette;
        this.stars = new Sky(canvas, palette, -3);
        this.gas = canvas.noise(41);
        this.pixel = canvas.pixel();
        this.x0 = canvas.aspect() * canvas.pick(42, -0.16, 0.16);
        this.y0 = canvas.pick(43, 0.38, 0.52);
        this.radius = canvas.unit() * canvas.pick(44, 0.17, 0.24);
        this.tilt = canvas.pick(45, -0.5, 0.5);
        this.glow = Tone.lch(0.6, 0.18, hue + canvas.pick(46, -70, 70));
    }

    @Override
    public Tone at(double x, double y, double t) {
        double u = ((x - x0) * Math.cos(tilt) + (y - y0) * Math.sin(tilt)) / radius;
        double v = ((y - y0) * Math.cos(tilt) - (x - x0) * Math.sin(tilt)) / radius;
        double ring = ring(u, v);
        Tone tone = space(x, y, t);
        Tone dust = palette.light().mix(palette.horizon(), 0.4);
        Tone behind = tone.mix(dust.times(0.75), v < 0 ? ring * 0.8 : 0);
        double away = Math.hypot(u, v);
        Tone halo = behind.plus(glow, 0.35 * Math.exp(-Math.max(0, away - 1) * 7));
        Tone body =
                away < 1.05
                        ? halo.mix(planet(u, v, t), Shape.cover(1 - away, pixel / radius))
                        : halo;
        return body.mix(dust, v >= 0 ? ring * 0.85 : 0);
    }

    private Tone space(double x, double y, double t) {
        double round = 2 * Math.PI * t;
        double bend = gas.fractal(x * 1.4 + 3, y * 1.4 + 0.03 * Math.sin(round), 4);
        double cloud = gas.fractal(x * 1.8 + 1.7 * bend, y * 1.8 + 0.05 * Math.cos(round), 6);
        double thick = Shape.smooth(-0.12, 0.75, cloud + 0.25 * bend);
        Tone deep = stars.at(x, y, t, 2.2).times(0.55);
        Tone veil = palette.middle().mix(glow, Shape.smooth(-0.35, 0.4, bend));
        return deep.plus(veil, 0.75 * thick * thick)
                .plus(palette.light(), 0.25 * Math.pow(thick, 5));
    }

    private Tone planet(double u, double v, double t) {
        double depth = Math.sqrt(Math.max(0, 1 - u * u - v * v));
        double spin = u / (0.6 + 0.5 * depth) + 0.25 * Math.sin(2 * Math.PI * t);
        double storm = gas.fractal(spin * 1.5, v * 5, 4);
        double band = 0.5 + 0.5 * Math.sin(v * 13 + 2.4 * storm);
        Tone surface =
                palette.horizon().mix(palette.middle(), band).mix(palette.far(), 0.3 + 0.5 * storm);
        double sun = Shape.clamp(-0.62 * u - 0.35 * v + 0.7 * depth);
        Tone rim = surface.times(0.02 + 1.15 * sun).plus(glow, 0.5 * Math.pow(1 - depth, 3) * sun);
        double ringShadow = Shape.bell(v + 0.16 - 0.12 * u * u, 0.05) * 0.45;
        return rim.times(1 - ringShadow);
    }

    private double ring(double u, double v) {
        double out = Math.hypot(u, v / 0.26);
        if (out < 1.3 || out > 2.25) {
            return 0;
        }
        double grooves = 0.62 + 0.38 * gas.at(out * 16, 0.5) + 0.2 * gas.at(out * 47, 9.5);
        double gap = 1 - Shape.bell(out - 1.86, 0.035);
        double ends = Shape.smooth(1.3, 1.36, out) * (1 - Shape.smooth(2.16, 2.25, out));
        return Shape.clamp(grooves * gap * ends);
    }
}
