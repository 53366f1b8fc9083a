package im.conduit.realtime.hub;

import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskResult;
import im.conduit.realtime.task.TaskSpec;

/// Turns events into the values that hub messages carry; implemented by the wire room. The values
/// are what the hub's payload codec writes: maps, lists, strings, numbers, JSON trees.
public interface EventObjects {

    /// The task event object: one argument that tells every kind of event by its `eventType`.
    Object eventObject(TaskEvent event, TaskSpec spec);

    /// The `result` of a completed task, as the status document shows it.
    Object result(TaskEvent event, TaskResult result, TaskSpec spec);

    /// The status document, as polling shows it: the answer to a subscription.
    Object status(Task task);
}
