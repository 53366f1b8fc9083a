package im.conduit.providers.demo.scene;

/// A skyline at dusk in three depths, windows lit, the river in front of it.
final class CityScene implements Scene {

    private static final double QUAY = 0.80;

    private final Palette palette;
    private final Sky sky;
    private final Noise plan;
    private final double pixel;
    private final Tone lamp;

    CityScene(Canvas canvas, Palette palette) {
        this.palette = palette;
        this.sky = new Sky(canvas, palette, canvas.pick(1, 0.16, 0.4));
        this.plan = canvas.noise(2);
        this.pixel = canvas.pixel();
        this.lamp = Tone.lch(0.88, 0.12, canvas.pick(3, 60, 95));
    }

    @Override
    public Tone at(double x, double y, double t) {
        if (y < QUAY) {
            return above(x, y, t);
        }
        double below = y - QUAY;
        double round = 2 * Math.PI * t;
        double ripple = plan.fractal(x * 7 + 0.2 * Math.sin(round), 5 / (below + 0.06), 3);
        double bend = ripple * (0.006 + 0.1 * below);
        Tone mirror = above(x + bend * 0.5, QUAY - 0.012 - below * 1.6 + bend, t);
        return mirror.times(0.6).mix(palette.near(), 0.2 + 0.9 * below);
    }

    private Tone above(double x, double y, double t) {
        Tone tone = sky.at(x, y, t, QUAY);
        for (int layer = 0; layer < 3; layer++) {
            tone = block(tone, x, y, t, layer);
        }
        return tone;
    }

    private Tone block(Tone under, double x, double y, double t, int layer) {
        double width = 0.085 - 0.012 * layer;
        double along = (x + layer * 0.031 + 0.004 * layer * Math.sin(2 * Math.PI * t)) / width;
        long lot = (long) Math.floor(along);
        double within = along - lot;
        double chance = plan.cell(lot, layer);
        double tall =
                (0.5 - 0.13 * layer)
                        * (0.3 + 0.7 * chance * chance + 0.15 * plan.at(lot * 0.3, layer));
        double margin = 0.05 * plan.cell(lot, layer + 10);
        double setback = plan.cell(lot, layer + 20) < 0.4 ? 0.22 : 0;
        double up = QUAY - y;
        double side = Math.min(within - margin, 1 - margin - within);
        double narrow = up > tall * 0.78 ? side - setback : side;
        double spire = chance > 0.8 ? (0.012 - Math.abs(within - 0.5)) * width + 0.0 : -1;
        double roof = Math.min(narrow * width, tall - up);
        double inside = Math.max(roof, Math.min(spire, tall * 1.16 - up));
        double cover = Shape.cover(inside, pixel);
        if (cover == 0) {
            return under;
        }
        double depth = layer / 2.0;
        Tone wall = palette.far().mix(palette.near(), 0.35 + 0.6 * depth).times(0.8 + 0.3 * chance);
        Tone hazy = wall.mix(palette.horizon(), 0.35 * (1 - depth) * (1 - Shape.clamp(up * 2)));
        return under.mix(hazy.plus(lamp, windows(within, up, lot, layer, t)), cover);
    }

    private double windows(double within, double up, long lot, int layer, double t) {
        double columns = 5 + Math.floor(4 * plan.cell(lot, layer + 30));
        double rowHeight = 0.0135 + 0.002 * layer;
        long column = (long) Math.floor(within * columns);
        long row = (long) Math.floor(up / rowHeight);
        double cx = within * columns - column;
        double cy = up / rowHeight - row;
        double pane = Math.min(Math.min(cx - 0.22, 0.78 - cx), Math.min(cy - 0.25, 0.8 - cy));
        double shown = Shape.cover(pane, 0.5 * pixel / rowHeight + 0.08);
        double chance = plan.cell(lot * 31 + column, row * 3 + layer);
        double blink = chance > 0.93 ? Shape.swing(t + chance * 9) : 1;
        double lit = chance > 0.62 ? (0.25 + 1.6 * (chance - 0.62)) * blink : 0.015;
        return shown * lit * (palette.night() ? 1 : 0.6) * (0.55 + 0.45 * layer / 2.0);
    }
}
