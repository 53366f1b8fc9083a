package im.conduit.providers.demo.scene;

/// Small curves every scene draws with.
final class Shape {

    private Shape() {}

    static double clamp(double v) {
        return v < 0 ? 0 : Math.min(v, 1);
    }

    static double lerp(double from, double to, double amount) {
        return from + (to - from) * amount;
    }

    /// 0 below `low`, 1 above `high`, smooth between.
    static double smooth(double low, double high, double v) {
        double k = clamp((v - low) / (high - low));
        return k * k * (3 - 2 * k);
    }

    /// How much of a pixel lies inside a shape.
    ///
    /// @param distance to the edge, positive inside
    /// @param pixel edge length of a pixel
    static double cover(double distance, double pixel) {
        return clamp(distance / pixel + 0.5);
    }

    /// A closed circle in time: goes from 0 over 1 back to 0 while `t` goes from 0 to 1.
    static double swing(double t) {
        return 0.5 - 0.5 * Math.cos(2 * Math.PI * t);
    }

    /// Bell of height 1 at 0.
    static double bell(double v, double width) {
        double k = v / width;
        return Math.exp(-k * k);
    }
}
