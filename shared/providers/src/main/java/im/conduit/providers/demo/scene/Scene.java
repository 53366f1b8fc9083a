package im.conduit.providers.demo.scene;

/// A picture that moves: a pure function, safe to call from any thread.
public interface Scene {

    /// The colour at a point.
    ///
    /// @param x from the middle, in heights of the picture, to the right
    /// @param y 0 at the top, 1 at the bottom
    /// @param t 0 to 1; a scene at 1 looks as at 0, so that a video may loop
    Tone at(double x, double y, double t);
}
