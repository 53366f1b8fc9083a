package im.conduit.signalr.sample;

import com.fasterxml.jackson.databind.JsonNode;
import im.conduit.signalr.server.CancellationToken;
import im.conduit.signalr.server.ClientProxy;
import im.conduit.signalr.server.ClientStream;
import im.conduit.signalr.server.HubCaller;
import im.conduit.signalr.server.HubCallerClients;
import im.conduit.signalr.server.HubException;
import im.conduit.signalr.server.HubLifecycle;
import im.conduit.signalr.server.HubMethod;
import jakarta.annotation.security.RolesAllowed;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The methods of all extra hubs.
public abstract class ExtraMethods implements HubLifecycle {

    @Override
    public void onConnected(HubCaller caller) {
        ExtraLog.connected(caller.connectionId());
        ExtraLifecycle.onConnected(caller);
    }

    @Override
    public void onDisconnected(HubCaller caller, @Nullable Throwable error) {
        ExtraLog.disconnected(caller.connectionId(), error);
    }

    // ---- who and where

    public String id(HubCaller caller) {
        return caller.connectionId();
    }

    public @Nullable String userId(HubCaller caller) {
        return caller.userId();
    }

    public String query(HubCaller caller, String name) {
        return Objects.requireNonNullElse(caller.request().query(name), "");
    }

    public String path(HubCaller caller) {
        return caller.request().path();
    }

    public void abortMe(HubCaller caller) {
        caller.abort();
    }

    // ---- addressing

    public void join(HubCaller caller, String group) {
        caller.groups().add(caller.connectionId(), group);
    }

    public void leave(HubCaller caller, String group) {
        caller.groups().remove(caller.connectionId(), group);
    }

    public void send(
            HubCaller caller, String how, List<String> names, List<String> except, String text) {
        HubCallerClients to = caller.clients();
        ClientProxy target =
                switch (how) {
                    case "all" -> to.all();
                    case "allExcept" -> to.allExcept(except);
                    case "client" -> to.client(names.getFirst());
                    case "clients" -> to.clients(names);
                    case "group" -> to.group(names.getFirst());
                    case "groups" -> to.groups(names);
                    case "groupExcept" -> to.groupExcept(names.getFirst(), except);
                    case "user" -> to.user(names.getFirst());
                    case "users" -> to.users(names);
                    case "caller" -> to.caller();
                    case "others" -> to.others();
                    case "othersInGroup" -> to.othersInGroup(names.getFirst());
                    default -> throw new HubException("no such way: " + how);
                };
        target.send("Note", text);
    }

    public void burst(HubCaller caller, int count, int size) {
        String letters = "x".repeat(size);
        for (int i = 0; i < count; i++) {
            caller.clients().caller().send("Note", String.format("%05d", i) + letters);
        }
    }

    // ---- values

    public void nothing() {}

    @HubMethod("Null")
    public @Nullable String noText() {
        return null;
    }

    public int add(int a, int b) {
        return a + b;
    }

    public String types(int i, double d, boolean b, @Nullable String s, @Nullable Integer n) {
        return i + "|" + Math.round(d * 10) + "|" + b + "|" + s + "|" + n;
    }

    public @Nullable JsonNode any(@Nullable JsonNode value) {
        return value;
    }

    // ---- errors

    public void hubError(String message) {
        throw new HubException(message);
    }

    public void hubErrorInner(String message) {
        throw new HubException(message, new InvalidOperationException("inner"));
    }

    public void error(String message) {
        throw new InvalidOperationException(message, new InvalidOperationException("inner"));
    }

    public CompletionStage<@Nullable String> asyncError(String message) {
        return CompletableFuture.supplyAsync(
                () -> {
                    throw new InvalidOperationException(message);
                },
                CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
    }

    @RolesAllowed("admin")
    public String restricted() {
        return "in";
    }

    @HubMethod("Renamed")
    public String originalName() {
        return "renamed";
    }

    public void sendThenThrow(HubCaller caller, String text, String message) {
        caller.clients().caller().send("Note", text);
        throw new HubException(message);
    }

    // ---- streams

    public @Nullable Stream<Integer> nullStream() {
        return null;
    }

    public Stream<Integer> channelStream() {
        return Stream.of(7);
    }

    public CompletionStage<Stream<Integer>> taskStream() {
        return CompletableFuture.supplyAsync(
                () -> Stream.of(0, 1),
                CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
    }

    public Stream<Integer> streamCall(String message) {
        throw new InvalidOperationException(message);
    }

    public Stream<Integer> streamThenFail(int count, String message) {
        return failing(count, new InvalidOperationException(message));
    }

    public Stream<Integer> streamThenHubFail(int count, String message) {
        return failing(count, new HubException(message));
    }

    private static Stream<Integer> failing(int count, RuntimeException failure) {
        return IntStream.rangeClosed(0, count)
                .mapToObj(
                        number -> {
                            if (number == count) {
                                throw failure;
                            }
                            return number;
                        });
    }

    @HubMethod("Wait")
    public String await(String key) {
        Gates.await(key);
        return key;
    }

    public void release(String key) {
        Gates.open(key);
    }

    public Iterator<String> streamWait(String key) {
        Iterator<String> items = List.of("before", "after").iterator();
        return new Iterator<>() {
            private boolean waited = true;

            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public String next() {
                if (!waited) {
                    Gates.await(key);
                }
                waited = false;
                return items.next();
            }
        };
    }

    public Stream<Integer> streamUntilCancelled(String key, CancellationToken token) {
        return Stream.iterate(
                0,
                number -> {
                    if (number > 0) {
                        try {
                            token.await();
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                        Gates.open(key);
                    }
                    return number == 0;
                },
                number -> number + 1);
    }

    // ---- uploads

    public String upload2(ClientStream<Integer> a, String s, ClientStream<Integer> b) {
        return joined(a) + "|" + s + "|" + joined(b);
    }

    private static String joined(ClientStream<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("+"));
    }

    public long uploadHold(String key, ClientStream<String> items) {
        Gates.await(key);
        return items.stream().count();
    }

    public String uploadIgnore(ClientStream<String> items) {
        return "done";
    }

    public Stream<String> uploadEcho(ClientStream<String> items) {
        return items.stream();
    }

    public String uploadError(ClientStream<String> items) {
        try {
            items.forEach(item -> {});
            return "no error";
        } catch (RuntimeException failed) {
            return ExtraLog.describe(failed);
        }
    }

    // ---- client results

    public @Nullable Integer askClient(HubCaller caller, String id) {
        return caller.clients().client(id).invoke(int.class, "Result");
    }

    public @Nullable Integer askCaller(HubCaller caller) {
        return caller.clients().caller().invoke(int.class, "Result");
    }

    public @Nullable String askCallerText(HubCaller caller, String question) {
        return caller.clients().caller().invoke(String.class, "Question", question);
    }
}
