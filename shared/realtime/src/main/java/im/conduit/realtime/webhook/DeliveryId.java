package im.conduit.realtime.webhook;

import im.conduit.realtime.task.DueWork;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskId;

/// Names a delivery: there is one for each event that a webhook asked for.
///
/// @param task whose event
/// @param sequence the event's number, 1 and up
public record DeliveryId(TaskId task, long sequence) {

    /// @throws IllegalArgumentException when the sequence is below 1
    public DeliveryId {
        if (sequence < 1) {
            throw new IllegalArgumentException("events are numbered from 1");
        }
    }

    /// The event's id, which is also the `webhook-id` of every attempt.
    public String eventId() {
        return TaskEvent.id(task, sequence);
    }

    /// This delivery as the due set and the queues know it.
    public DueWork work() {
        return new DueWork(DueWork.Kind.WEBHOOK, task, sequence);
    }
}
