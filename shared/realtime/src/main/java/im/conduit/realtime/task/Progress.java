package im.conduit.realtime.task;

import org.jspecify.annotations.Nullable;

/// How far the work is.
///
/// @param percent 0 to 99; 100 belongs to completed tasks alone
/// @param message for people
/// @param done units (tiles, pictures, frames) finished, with `total`, where the provider knows
/// @param total units in all
/// @param remainingSeconds estimate, where there is one
public record Progress(
        int percent,
        String message,
        @Nullable Integer done,
        @Nullable Integer total,
        @Nullable Integer remainingSeconds) {

    /// @throws IllegalArgumentException when `percent` is not 0 to 99
    public Progress {
        if (percent < 0 || percent > 99) {
            throw new IllegalArgumentException("progress is 0 to 99 while a task runs");
        }
    }
}
