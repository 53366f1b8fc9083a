package im.conduit.providers.demo.scene;

/// A poster of arcs, rings and half suns on a grid, in five flat colours.
final class PosterScene implements Scene {

    private final Noise plan;
    private final Tone[] inks;
    private final double size;
    private final double edge;
    private final double left;

    PosterScene(Canvas canvas, Palette palette) {
        this.plan = canvas.noise(51);
        this.inks =
                new Tone[] {
                    palette.horizon(),
                    palette.middle(),
                    palette.near(),
                    palette.zenith(),
                    palette.light()
                };
        double rows = Math.round(canvas.pick(52, 3.6, 6.4) / Math.min(1, canvas.aspect() + 0.2));
        this.size = 1 / rows;
        this.edge = canvas.pixel() / size;
        this.left = canvas.aspect() / 2;
    }

    @Override
    public Tone at(double x, double y, double t) {
        double u = (x + left) / size;
        double v = y / size;
        long column = (long) Math.floor(u);
        long row = (long) Math.floor(v);
        int ground = ink(column, row, 0);
        int figure = (ground + 1 + (int) (4 * plan.cell(column + 100, row))) % inks.length;
        double quarters = Math.floor(4 * plan.cell(column, row + 100)) + turning(column, row, t);
        double angle = Math.PI / 2 * quarters;
        double du = u - column - 0.5;
        double dv = v - row - 0.5;
        double a = du * Math.cos(angle) - dv * Math.sin(angle);
        double b = du * Math.sin(angle) + dv * Math.cos(angle);
        int kind = (int) (5 * plan.cell(column + 7, row + 7));
        double inside = figure(kind, a, b);
        Tone tone = inks[ground].mix(inks[figure], Shape.cover(inside, edge));
        double core = 0.17 - Math.hypot(kind == 0 ? a + 0.5 : a, kind == 0 ? b + 0.5 : b);
        int accent = (figure + 1 + (int) (3 * plan.cell(column, row + 55))) % inks.length;
        return tone.mix(inks[accent], kind < 3 ? Shape.cover(core, edge) : 0);
    }

    private int ink(long column, long row, int name) {
        return (int) (inks.length * plan.cell(column * 3 + name, row * 5));
    }

    /// Some tiles turn once round while the video runs.
    private double turning(long column, long row, double t) {
        double chance = plan.cell(column + 40, row + 40);
        return chance < 0.4 ? 4 * Shape.smooth(0.1 + chance, 0.55 + chance, t) : 0;
    }

    private static double figure(int kind, double a, double b) {
        double middle = Math.hypot(a, b);
        double corner = Math.hypot(a + 0.5, b + 0.5);
        return switch (kind) {
            case 0 -> 1 - corner;
            case 1 -> Math.min(0.5 - middle, middle - 0.3);
            case 2 -> Math.min(0.5 - middle, a);
            case 3 -> Math.max(Math.min(1 - corner, corner - 0.72), 0.42 - corner);
            default -> -a - b;
        };
    }
}
