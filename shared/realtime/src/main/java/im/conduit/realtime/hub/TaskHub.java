package im.conduit.realtime.hub;

import im.conduit.realtime.task.Task;
import im.conduit.realtime.task.TaskId;
import im.conduit.signalr.server.HubCaller;
import im.conduit.signalr.server.HubException;
import im.conduit.signalr.server.HubLifecycle;
import im.conduit.signalr.server.HubReply;
import im.conduit.signalr.server.OptionalArgument;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the image and the video hub have in common: subscribing to tasks, in both spellings.
///
/// A subscription answers with the status document; then the task's current state is replayed, then
/// live events follow. A task of another key and one that does not exist are refused alike.
public abstract class TaskHub implements HubLifecycle {

    /// Under this name a connection's [HubCaller#items] may hold the [Instant] at which the frame
    /// in work arrived, where frames can overtake each other.
    public static final String FRAME_TIME = "conduit.frame-time";

    private static final String CALL_RATE = "conduit.call-rate";

    private final TaskHubName name;
    private final TaskSubscriptions subscriptions;
    private final EventObjects objects;

    TaskHub(TaskHubName name, TaskSubscriptions subscriptions, EventObjects objects) {
        this.name = name;
        this.subscriptions = subscriptions;
        this.objects = objects;
    }

    /// Joins a task; positional events are `TaskProgress`, `TaskCompleted` and `TaskFailed`.
    public HubReply subscribeToTask(
            HubCaller caller,
            String taskId,
            @OptionalArgument @Nullable Map<String, Object> options) {
        return subscribe(caller, taskId, Spelling.TASK, options);
    }

    /// Leaves a task.
    public void unsubscribeFromTask(HubCaller caller, String taskId) {
        unsubscribe(caller, taskId, Spelling.TASK);
    }

    /// Joins a task; positional events are `RequestProgress`, `RequestCompleted` and
    /// `RequestFailed`.
    public HubReply subscribeToRequest(
            HubCaller caller,
            String requestId,
            @OptionalArgument @Nullable Map<String, Object> options) {
        return subscribe(caller, requestId, Spelling.REQUEST, options);
    }

    /// Leaves a task.
    public void unsubscribeFromRequest(HubCaller caller, String requestId) {
        unsubscribe(caller, requestId, Spelling.REQUEST);
    }

    @Override
    public void onDisconnected(HubCaller caller, @Nullable Throwable error) {
        subscriptions.ended(caller.connectionId());
    }

    private HubReply subscribe(
            HubCaller caller,
            @Nullable String taskId,
            Spelling spelling,
            @Nullable Map<String, Object> options) {
        takeTurn(caller);
        SubscribeOptions wanted =
                OptionsArgument.read(options, caller.request().queryValues("events"));
        TaskId id = id(taskId);
        SubscribeResult result = subscriptions.subscribe(client(caller), id, spelling, wanted);
        if (caller.aborted().isCancelled()) {
            subscriptions.ended(caller.connectionId()); // it ended meanwhile, and left nothing then
        }
        return switch (result) {
            case SubscribeResult.Joined(Task task, Runnable open) ->
                    new HubReply(objects.status(task), open);
            case SubscribeResult.NotFound() -> throw unauthorized();
            case SubscribeResult.TooMany() -> throw new HubException("Rate limit exceeded");
        };
    }

    private void unsubscribe(HubCaller caller, @Nullable String taskId, Spelling spelling) {
        takeTurn(caller);
        subscriptions.unsubscribe(client(caller), id(taskId), spelling);
    }

    private HubClient client(HubCaller caller) {
        Viewer viewer = HubAccess.viewer(caller.principal());
        Instant at =
                caller.items().get(FRAME_TIME) instanceof Instant known ? known : Instant.now();
        return new HubClient(caller.connectionId(), name, viewer, caller::send, at);
    }

    private static void takeTurn(HubCaller caller) {
        CallRate rate = (CallRate) caller.items().computeIfAbsent(CALL_RATE, k -> new CallRate());
        if (!rate.take(System.nanoTime())) {
            throw new HubException("Rate limit exceeded");
        }
    }

    private static TaskId id(@Nullable String text) {
        return TaskId.parse(text == null ? "" : text).orElseThrow(TaskHub::unauthorized);
    }

    private static HubException unauthorized() {
        return new HubException("Unauthorized access to task");
    }
}
