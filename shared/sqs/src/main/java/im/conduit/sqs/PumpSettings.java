package im.conduit.sqs;

import im.conduit.realtime.task.DueWork;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// How much is worked at the same time in one process that pumps its queues itself.
///
/// @param enabled whether this process does; functions are called by the cloud instead
/// @param generationSlots generations at a time
/// @param webhookSlots webhook deliveries at a time
/// @param waiting rings of one queue that may wait in memory for a slot; at this limit the rest
///     stays in the queue
@ConfigurationProperties(PumpSettings.PREFIX)
record PumpSettings(
        @Bindable(defaultValue = "false") boolean enabled,
        @Bindable(defaultValue = "16") int generationSlots,
        @Bindable(defaultValue = "64") int webhookSlots,
        @Bindable(defaultValue = "10000") int waiting) {

    static final String PREFIX = "conduit.pump";

    /// @throws IllegalArgumentException when a number leaves nothing to work with
    PumpSettings {
        if (generationSlots < 1 || webhookSlots < 1) {
            throw new IllegalArgumentException(PREFIX + ": slots must be at least 1");
        }
        if (waiting < QueueReader.BATCH) {
            throw new IllegalArgumentException(
                    PREFIX + ".waiting must be at least " + QueueReader.BATCH);
        }
    }

    /// Slots of a queue.
    int slots(DueWork.Kind kind) {
        return switch (kind) {
            case GENERATION -> generationSlots;
            case WEBHOOK, HUB -> webhookSlots;
        };
    }
}
