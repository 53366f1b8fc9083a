package im.conduit.realtime.task;

/// What stands behind a queue. A message is only a doorbell: work that another one holds or that is
/// not due is simply acknowledged.
public interface QueueHandler {

    /// Which queue it serves.
    DueWork.Kind kind();

    /// Does the work, or finds that there is none. Blocking, on a virtual thread.
    ///
    /// An exception leaves the message to the queue's redelivery.
    void handle(DueWork work) throws InterruptedException;
}
