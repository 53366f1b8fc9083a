package im.conduit.signalr.sample;

import im.conduit.signalr.server.CancellationToken;
import im.conduit.signalr.server.ClientStream;
import im.conduit.signalr.server.Hub;
import im.conduit.signalr.server.HubCaller;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the clients' own functional tests call.
@Hub
public class TestHub {

    /// A value with two members.
    ///
    /// @param name a text
    /// @param value a number
    public record CustomObject(@Nullable String name, int value) {}

    /// One member of each kind.
    public record ComplexObject(
            byte @Nullable [] byteArray,
            @Nullable Instant dateTime,
            @Nullable UUID guid,
            int @Nullable [] intArray,
            @Nullable String string) {

        /// Fills in what is missing.
        public ComplexObject {
            dateTime = dateTime == null ? Instant.parse("0001-01-01T00:00:00Z") : dateTime;
            guid = guid == null ? new UUID(0, 0) : guid;
        }
    }

    public @Nullable String echo(@Nullable String message) {
        return message;
    }

    public String getCallerConnectionId(HubCaller caller) {
        return caller.connectionId();
    }

    public int getNumRedirects(HubCaller caller) {
        return Integer.parseInt(
                Objects.requireNonNullElse(caller.request().query("numRedirects"), "0"));
    }

    public void throwException(String message) {
        throw new InvalidOperationException(message);
    }

    public void invokeWithString(HubCaller caller, String message) {
        caller.clients().caller().send("Message", message);
    }

    public void sendCustomObject(HubCaller caller, @Nullable CustomObject object) {
        caller.clients().caller().send("CustomObject", object);
    }

    public Stream<String> stream() {
        return Stream.of("a", "b", "c");
    }

    /// Yields nothing until the caller cancels it.
    public Iterator<Integer> infiniteStream(HubCaller caller, CancellationToken token) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    token.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
                caller.clients().caller().send("StreamCanceled");
                return false;
            }

            @Override
            public Integer next() {
                throw new java.util.NoSuchElementException();
            }
        };
    }

    public Iterator<Integer> emptyStream() {
        return Collections.emptyIterator();
    }

    public String streamingConcat(ClientStream<@Nullable String> items) {
        return items.stream().map(item -> item == null ? "" : item).collect(Collectors.joining());
    }

    public Stream<String> streamThrowException(String message) {
        throw new InvalidOperationException(message);
    }

    public String getActiveTransportName(HubCaller caller) {
        return caller.transport().wireName();
    }

    public @Nullable ComplexObject echoComplexObject(@Nullable ComplexObject object) {
        return object;
    }

    public ComplexObject sendComplexObject() {
        return new ComplexObject(
                new byte[] {1, 2, 3},
                Instant.parse("2000-01-01T00:00:00Z"),
                UUID.fromString("00010203-0405-0607-0706-050403020100"),
                new int[] {1, 2, 3},
                "hello world");
    }

    public @Nullable String getContentTypeHeader(HubCaller caller) {
        return caller.request().header("content-type");
    }

    public @Nullable String getHeader(HubCaller caller, String name) {
        return caller.request().header(name);
    }

    public @Nullable String getCookie(HubCaller caller, String name) {
        return caller.request().cookie(name);
    }
}
