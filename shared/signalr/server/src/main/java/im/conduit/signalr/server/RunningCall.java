package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call of a hub method, from filters to completion. Runs once, on a virtual thread.
final class RunningCall implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);

    private final HubConnection connection;
    private final HubMethodDescriptor method;
    private final HubCall call;
    private final OpenStreams streams;
    private final CancellationToken token;
    private List<Upload> uploads = List.of();
    private HubRuntime.@Nullable Lease lease;

    RunningCall(
            HubConnection connection,
            HubMethodDescriptor method,
            HubCall call,
            OpenStreams streams) {
        this.connection = connection;
        this.method = method;
        this.call = call;
        this.streams = streams;
        this.token = method.streams() ? new CancellationToken() : connection.caller().aborted();
    }

    /// Opens the call's streams and uploads, before it runs and in the order of the messages.
    ///
    /// @return the completion's error when that is not possible
    @Nullable String open() {
        String id = call.invocationId();
        if (method.streams() && id != null) {
            if (streams.downloadsFull()) {
                return tooMany();
            }
            if (!streams.openDownload(id, token)) {
                return "Invocation ID '" + id + "' is already in use.";
            }
        }
        List<Upload> opened = streams.openUploads(call.streamIds(), method.uploadTypes());
        if (opened == null) {
            if (method.streams() && id != null) {
                streams.closeDownload(id, token);
            }
            return tooMany();
        }
        uploads = opened;
        return null;
    }

    private String tooMany() {
        return "An unexpected error occurred invoking '"
                + method.name()
                + "' on the server. HubException: Too many streams are open.";
    }

    @Override
    public void run() {
        if (method.streams() && !method.cooperative()) {
            token.onCancel(Thread.currentThread()::interrupt);
        }
        try {
            Object result = invoke();
            if (method.streams()) {
                stream(result);
            } else if (result instanceof HubReply(Object answer, Runnable afterwards)) {
                complete(new Outcome.Result(answer));
                follow(afterwards);
            } else {
                complete(new Outcome.Result(result));
            }
        } catch (Throwable failed) {
            log(failed);
            fail(
                    failed,
                    "An unexpected error occurred invoking '" + method.name() + "' on the server.");
        } finally {
            close();
        }
    }

    private void follow(Runnable afterwards) {
        try {
            afterwards.run();
        } catch (RuntimeException failed) {
            LOG.warn("What follows the answer of {} failed", method.name(), failed);
        }
    }

    private void close() {
        releaseHub();
        if (!uploads.isEmpty()) {
            streams.closeUploads(call.streamIds(), uploads);
        }
        String id = call.invocationId();
        if (method.streams() && id != null) {
            streams.closeDownload(id, token);
        }
    }

    private @Nullable Object invoke() throws Exception {
        HubInvocation invocation =
                new HubInvocation(
                        connection.caller(), method.name(), HubInvocation.listOf(call.arguments()));
        Object result =
                connection
                        .hub()
                        .filters()
                        .run((filter, next) -> filter.invoke(invocation, next), this::onHub);
        return switch (result) {
            case ClientAnswer<?> answer -> TargetProxy.await(() -> answer);
            case CompletionStage<?> stage -> stage.toCompletableFuture().get();
            case null, default -> result;
        };
    }

    private @Nullable Object onHub() {
        HubRuntime hub = connection.hub();
        HubRuntime.Lease taken = hub.lease();
        releaseHub();
        lease = taken;
        return method.invoke(
                taken.hub(),
                new HubMethodDescriptor.Call(
                        connection.caller(), call.arguments(), uploads, token, hub.beans()));
    }

    /// The hub lives until its stream or stage has ended.
    private void releaseHub() {
        HubRuntime.Lease held = lease;
        lease = null;
        if (held != null) {
            held.close();
        }
    }

    private void stream(@Nullable Object result) {
        if (result == null) {
            complete(
                    new Outcome.Failed(
                            "The value returned by the streaming method '"
                                    + method.name()
                                    + "' is not a ChannelReader<> or IAsyncEnumerable<>."));
            return;
        }
        try (StreamSource source = StreamSource.of(result)) {
            pump(source.items());
        } catch (Throwable failed) {
            log(failed);
            fail(failed, "An error occurred on the server while streaming results.");
            return;
        }
        end(new Outcome.Empty());
    }

    /// A stream that was cancelled does not fail, whatever is thrown because of that.
    private void fail(Throwable failed, String sentence) {
        boolean cancelled = method.streams() && token.isCancelled();
        end(cancelled ? new Outcome.Empty() : new Outcome.Failed(error(sentence, failed)));
    }

    /// Completes a call; what follows a cancellation interrupts nothing any more.
    private void end(Outcome outcome) {
        if (method.streams()) {
            boolean _ = Thread.interrupted();
        }
        complete(outcome);
    }

    /// A source is asked once more after it was cancelled, and so at least once: it may end in its
    /// own way, even when the cancellation came before its first item.
    private void pump(Iterator<?> items) {
        String id = call.invocationId();
        boolean cancelled;
        do {
            cancelled = token.isCancelled();
            if (!items.hasNext()) {
                return;
            }
            Object item = items.next();
            if (id != null && !token.isCancelled()) {
                connection.send(new HubMessage.StreamItem(Map.of(), id, item));
            }
        } while (!cancelled);
    }

    private void complete(Outcome outcome) {
        String id = call.invocationId();
        if (id == null) {
            return;
        }
        try {
            answer(id, outcome);
        } catch (RuntimeException unwritable) {
            LOG.warn("The result of {} could not be written", method.name(), unwritable);
            answer(
                    id,
                    new Outcome.Failed(
                            error(
                                    "An unexpected error occurred invoking '"
                                            + method.name()
                                            + "' on the server.",
                                    unwritable)));
        }
    }

    /// A stream is open until its completion need not wait for the client any more; its id is free
    /// before the client can know.
    private void answer(String id, Outcome outcome) {
        connection.send(
                new HubMessage.Completion(Map.of(), id, outcome),
                () -> {
                    if (method.streams()) {
                        streams.closeDownload(id, token);
                    }
                });
    }

    private void log(Throwable failed) {
        boolean calledOff = token.isCancelled() || connection.ended();
        HubFailures.log(connection.hub().type(), method.name(), failed, calledOff);
    }

    private String error(String sentence, Throwable failed) {
        return ErrorText.of(sentence, failed, connection.endpoint().options().detailedErrors());
    }
}
