package im.conduit.providers.demo.scene;

/// Sky with a sun or moon, drifting clouds, and stars at night.
final class Sky {

    private final Palette palette;
    private final double pixel;
    private final Noise clouds;
    private final Noise stars;
    final double lightX;
    final double lightY;
    final double radius;

    Sky(Canvas canvas, Palette palette, double lightY) {
        this.palette = palette;
        this.pixel = canvas.pixel();
        this.clouds = canvas.noise(11);
        this.stars = canvas.noise(12);
        this.lightX = canvas.aspect() * canvas.pick(13, -0.3, 0.3);
        this.lightY = lightY;
        this.radius = canvas.unit() * canvas.pick(14, 0.06, 0.13) * (palette.night() ? 0.7 : 1);
    }

    /// @param horizon the y at which the sky ends
    Tone at(double x, double y, double t, double horizon) {
        Tone tone = palette.sky(y / horizon);
        if (palette.night()) {
            tone = tone.plus(Tone.WHITE, starlight(x, y, t) * (1 - Shape.clamp(y / horizon)));
        }
        tone = light(tone, x, y, t);
        double drift = 0.12 * Math.sin(2 * Math.PI * t);
        double cloud = clouds.fractal(x * 1.6 + drift, y * 7 + 0.3 * drift, 5);
        double amount = Shape.smooth(0.05, 0.65, cloud) * (palette.night() ? 0.25 : 0.55);
        return tone.mix(palette.horizon().plus(palette.light(), 0.15), amount);
    }

    private Tone light(Tone tone, double x, double y, double t) {
        double away = Math.hypot(x - lightX, y - lightY);
        double breath = 1 + 0.06 * Math.sin(2 * Math.PI * t);
        double glow =
                0.55 * Math.exp(-(away - radius) / (radius * 1.1)) * breath
                        + 0.30 * Math.exp(-away / (radius * 5));
        Tone lit = tone.mix(palette.light(), Math.min(0.85, glow));
        return lit.mix(palette.light().times(1.12), Shape.cover(radius - away, pixel));
    }

    private double starlight(double x, double y, double t) {
        double sum = 0;
        for (int layer = 0; layer < 2; layer++) {
            double scale = layer == 0 ? 26 : 60;
            long cx = (long) Math.floor(x * scale);
            long cy = (long) Math.floor(y * scale);
            double chance = stars.cell(cx * 2 + layer, cy);
            if (chance > 0.72) {
                double sx = cx + 0.2 + 0.6 * stars.cell(cx, cy + 991);
                double sy = cy + 0.2 + 0.6 * stars.cell(cx + 991, cy);
                double away = Math.hypot(x * scale - sx, y * scale - sy) / scale;
                double own = 0.0006 + 0.0022 * (chance - 0.72);
                double size = Math.max(pixel * 0.6, own);
                double bright = (0.25 + 2.4 * (chance - 0.72)) * own / size;
                double twinkle = 0.8 + 0.2 * Math.sin(2 * Math.PI * (t + chance * 40));
                sum += Shape.bell(away, size) * bright * twinkle;
            }
        }
        return sum;
    }
}
