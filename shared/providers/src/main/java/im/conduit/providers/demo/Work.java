package im.conduit.providers.demo;

import im.conduit.realtime.generation.GenerationProvider.Medium;
import im.conduit.realtime.task.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job cut into units: whoever drives it may report, wait or stop between any two of them.
interface Work {

    /// Units in all, at least one.
    int units();

    /// Does one unit; called once for each, counted from 0, in order, by one thread at a time.
    void perform(int unit);

    /// How far it is.
    ///
    /// @param done units done, fewer than all
    Progress progress(int done, @Nullable Integer remainingSeconds);

    /// What was made, once every unit is done.
    List<Medium> media();
}
