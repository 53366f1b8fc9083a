package im.conduit.realtime.task;

/// One piece of unfinished work, as the due set and the queues know it: ids only.
///
/// @param kind which queue rings for it
/// @param task the task it belongs to (and so its partition)
/// @param sequence the event it is about; 0 for generation
public record DueWork(Kind kind, TaskId task, long sequence) {

    /// The queues.
    public enum Kind {
        /// A task to generate.
        GENERATION,
        /// A webhook to deliver.
        WEBHOOK,
        /// Started and terminal events to push to sockets behind API Gateway.
        HUB
    }

    /// `g:<task>`, `w:<task>:<sequence>` or `h:<task>:<sequence>`: the due set's member and the
    /// body of the queue message.
    public String member() {
        return switch (kind) {
            case GENERATION -> "g:" + task;
            case WEBHOOK -> "w:" + task + ":" + sequence;
            case HUB -> "h:" + task + ":" + sequence;
        };
    }

    /// Reads a member.
    ///
    /// @throws IllegalArgumentException when it is none
    public static DueWork parse(String member) {
        String[] parts = member.split(":", -1);
        if (parts.length == 2 && parts[0].equals("g")) {
            return new DueWork(Kind.GENERATION, new TaskId(parts[1]), 0);
        }
        if (parts.length == 3 && (parts[0].equals("w") || parts[0].equals("h"))) {
            Kind kind = parts[0].equals("w") ? Kind.WEBHOOK : Kind.HUB;
            return new DueWork(kind, new TaskId(parts[1]), Long.parseLong(parts[2]));
        }
        throw new IllegalArgumentException("not a member of the due set");
    }
}
