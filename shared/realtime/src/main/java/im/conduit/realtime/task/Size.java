package im.conduit.realtime.task;

/// A picture's size in pixels.
///
/// @param width 1 to 8192
/// @param height 1 to 8192
public record Size(int width, int height) {

    /// @throws IllegalArgumentException outside the limits
    public Size {
        if (width < 1 || height < 1 || width > 8192 || height > 8192) {
            throw new IllegalArgumentException("width and height must be 1 to 8192");
        }
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
