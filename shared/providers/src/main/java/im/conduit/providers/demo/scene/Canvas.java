package im.conduit.providers.demo.scene;

/// What a scene must know of the surface it is painted on.
///
/// @param aspect width divided by height
/// @param pixel height of a pixel, in heights of the picture
/// @param seed of everything that is left to chance
record Canvas(double aspect, double pixel, long seed) {

    /// How large things may be that should fit into the narrower side.
    double unit() {
        return Math.min(1, aspect);
    }

    /// A choice between `low` and `high`, its own for every `name`.
    double pick(int name, double low, double high) {
        return Shape.lerp(low, high, new Noise(seed).cell(name, 7));
    }

    Noise noise(int name) {
        return new Noise(Noise.mix(seed + name * 0x9E3779B97F4A7C15L));
    }
}
