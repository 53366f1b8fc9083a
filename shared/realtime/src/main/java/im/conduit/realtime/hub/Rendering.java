package im.conduit.realtime.hub;

import im.conduit.realtime.task.TaskEvent;
import im.conduit.realtime.task.TaskEvent.Body;
import im.conduit.realtime.task.TaskSpec;
import im.conduit.signalr.server.MessageBundle;
import im.conduit.signalr.server.MessageBundle.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event on its way to many connections: each wanted set of words is rendered once. Used by one
/// thread at a time.
final class Rendering {

    private final TaskEvent event;
    private final TaskSpec spec;
    private final EventObjects objects;
    private final Map<List<String>, MessageBundle> updates = new HashMap<>();
    private @Nullable Object eventObject;

    Rendering(TaskEvent event, TaskSpec spec, EventObjects objects) {
        this.event = event;
        this.spec = spec;
        this.objects = objects;
    }

    TaskEvent event() {
        return event;
    }

    /// The update that says the event under these names.
    ///
    /// @param names positional names (`TaskProgress` …) and object names (`ImageProgress` …)
    MessageBundle in(List<String> names) {
        return updates.computeIfAbsent(names, this::render);
    }

    private MessageBundle render(List<String> names) {
        List<Call> calls = new ArrayList<>(names.size());
        for (String name : names) {
            calls.add(new Call(name, arguments(name)));
        }
        return MessageBundle.of(calls);
    }

    private List<Object> arguments(String name) {
        String id = event.task().value();
        if (!isPositional(name)) {
            return List.of(eventObject());
        }
        return switch (event.body()) {
            case Body.Progressed(var progress) -> List.of(id, progress.percent());
            case Body.Completed(var result) -> List.of(id, objects.result(event, result, spec));
            case Body.Failed(var failure) -> List.of(id, failure.error());
            case Body.Cancelled _ -> List.of(id, "Task was cancelled");
            case Body.Started _, Body.Retried _ -> List.of(id);
        };
    }

    private boolean isPositional(String name) {
        for (Spelling spelling : Spelling.values()) {
            if (spelling.eventName(event.body().kind()).filter(name::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Object eventObject() {
        Object made = eventObject;
        if (made == null) {
            made = objects.eventObject(event, spec);
            eventObject = made;
        }
        return made;
    }
}
