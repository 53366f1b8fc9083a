package im.conduit.signalr.server;

import java.time.Duration;
import java.util.Set;

/// How an endpoint behaves. The defaults are SignalR's own; change them with the `with` methods.
///
/// @param transports the ways in, at least one unless every client is redirected
/// @param timing intervals and timeouts
/// @param bounds sizes and counts
/// @param minimumNegotiateVersion 0 or 1
/// @param detailedErrors whether clients see the messages of all exceptions, not only of
///     [HubException]
/// @param closeOnAuthenticationExpiration whether a connection ends when its principal expires, or
///     the one of a later poll or reconnect if that lasts longer
/// @param statefulReconnect whether clients may ask for stateful reconnect
public record HubOptions(
        Set<TransportType> transports,
        Timing timing,
        Bounds bounds,
        int minimumNegotiateVersion,
        boolean detailedErrors,
        boolean closeOnAuthenticationExpiration,
        boolean statefulReconnect) {

    /// What the reference server does when nothing is set.
    public static final HubOptions DEFAULT =
            new HubOptions(
                    Set.of(TransportType.values()),
                    Timing.DEFAULT,
                    Bounds.DEFAULT,
                    0,
                    false,
                    false,
                    false);

    /// Intervals and timeouts, all longer than nothing; checked twice a second.
    ///
    /// @param keepAlive between two pings of the server
    /// @param clientTimeout silence after a client's first ping that ends its connection
    /// @param handshake from the transport's connect to the handshake
    /// @param poll how long a long poll waits for data
    /// @param disconnect how long a connection without a transport is kept
    /// @param send how long a client may take nothing while data waits for it, or acknowledge
    ///     nothing while senders have to wait for that
    /// @param close how long a WebSocket waits for the answer to its close frame
    public record Timing(
            Duration keepAlive,
            Duration clientTimeout,
            Duration handshake,
            Duration poll,
            Duration disconnect,
            Duration send,
            Duration close) {

        /// 15 s, 30 s, 15 s, 90 s, 15 s, 10 s, 5 s.
        public static final Timing DEFAULT =
                new Timing(
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5));

        /// Rejects what is not positive.
        public Timing {
            positive(keepAlive, "keep-alive-interval");
            positive(clientTimeout, "client-timeout-interval");
            positive(handshake, "handshake-timeout");
            positive(poll, "poll-timeout");
            positive(disconnect, "disconnect-timeout");
            positive(send, "send-timeout");
            positive(close, "close-timeout");
        }

        private static void positive(Duration value, String name) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("signalr." + name + " must be positive");
            }
        }
    }

    /// Sizes and counts.
    ///
    /// @param maximumReceiveMessageSize bytes of one message with its framing; `Integer.MAX_VALUE`
    ///     for no limit
    /// @param pipeBytes input or output that may wait before its producer has to, in bytes
    /// @param sendQueueBytes output that may wait before a broadcast gives the client up, in bytes
    /// @param streamBufferCapacity items of one upload that may wait for their reader
    /// @param maximumParallelInvocations calls of one client that run at the same time
    /// @param maximumStreams open streams and uploads of one client, each
    /// @param maximumClientResults unanswered questions to one client, and from its calls, each
    /// @param statefulBufferBytes sent but unacknowledged bytes of a stateful connection
    public record Bounds(
            int maximumReceiveMessageSize,
            int pipeBytes,
            int sendQueueBytes,
            int streamBufferCapacity,
            int maximumParallelInvocations,
            int maximumStreams,
            int maximumClientResults,
            int statefulBufferBytes) {

        /// 32 KiB, 64 KiB, 1 MiB, 10, 1, 100, 100, 100 000.
        public static final Bounds DEFAULT =
                new Bounds(32 * 1024, 64 * 1024, 1024 * 1024, 10, 1, 100, 100, 100_000);

        /// Rejects what is below 1.
        public Bounds {
            atLeastOne(maximumReceiveMessageSize, "maximum-receive-message-size");
            atLeastOne(pipeBytes, "pipe-bytes");
            atLeastOne(sendQueueBytes, "send-queue-bytes");
            atLeastOne(streamBufferCapacity, "stream-buffer-capacity");
            atLeastOne(maximumParallelInvocations, "maximum-parallel-invocations-per-client");
            atLeastOne(maximumStreams, "maximum-streams-per-client");
            atLeastOne(maximumClientResults, "maximum-client-results-per-client");
            atLeastOne(statefulBufferBytes, "stateful-reconnect-buffer-size");
        }

        /// With another size of messages, in bytes.
        public Bounds withReceiveSize(int bytes) {
            return new Bounds(
                    bytes,
                    pipeBytes,
                    sendQueueBytes,
                    streamBufferCapacity,
                    maximumParallelInvocations,
                    maximumStreams,
                    maximumClientResults,
                    statefulBufferBytes);
        }

        /// With so many calls of one client at the same time.
        public Bounds withParallelInvocations(int count) {
            return new Bounds(
                    maximumReceiveMessageSize,
                    pipeBytes,
                    sendQueueBytes,
                    streamBufferCapacity,
                    count,
                    maximumStreams,
                    maximumClientResults,
                    statefulBufferBytes);
        }

        private static void atLeastOne(int value, String name) {
            if (value < 1) {
                throw new IllegalArgumentException("signalr." + name + " must be at least 1");
            }
        }
    }

    /// Copies the set.
    public HubOptions {
        transports = Set.copyOf(transports);
        if (minimumNegotiateVersion < 0 || minimumNegotiateVersion > 1) {
            throw new IllegalArgumentException("the minimum negotiate version is 0 or 1");
        }
    }

    /// With these transports only.
    public HubOptions withTransports(Set<TransportType> changed) {
        return new HubOptions(
                changed,
                timing,
                bounds,
                minimumNegotiateVersion,
                detailedErrors,
                closeOnAuthenticationExpiration,
                statefulReconnect);
    }

    /// With other intervals and timeouts.
    public HubOptions withTiming(Timing changed) {
        return new HubOptions(
                transports,
                changed,
                bounds,
                minimumNegotiateVersion,
                detailedErrors,
                closeOnAuthenticationExpiration,
                statefulReconnect);
    }

    /// With other sizes and counts.
    public HubOptions withBounds(Bounds changed) {
        return new HubOptions(
                transports,
                timing,
                changed,
                minimumNegotiateVersion,
                detailedErrors,
                closeOnAuthenticationExpiration,
                statefulReconnect);
    }

    /// Refusing clients that negotiate below this version.
    public HubOptions withMinimumNegotiateVersion(int changed) {
        return new HubOptions(
                transports,
                timing,
                bounds,
                changed,
                detailedErrors,
                closeOnAuthenticationExpiration,
                statefulReconnect);
    }

    /// With or without detailed errors.
    public HubOptions withDetailedErrors(boolean changed) {
        return new HubOptions(
                transports,
                timing,
                bounds,
                minimumNegotiateVersion,
                changed,
                closeOnAuthenticationExpiration,
                statefulReconnect);
    }

    /// Ending connections when their principal expires, or not.
    public HubOptions withCloseOnAuthenticationExpiration(boolean changed) {
        return new HubOptions(
                transports,
                timing,
                bounds,
                minimumNegotiateVersion,
                detailedErrors,
                changed,
                statefulReconnect);
    }

    /// Allowing stateful reconnect, or not.
    public HubOptions withStatefulReconnect(boolean changed) {
        return new HubOptions(
                transports,
                timing,
                bounds,
                minimumNegotiateVersion,
                detailedErrors,
                closeOnAuthenticationExpiration,
                changed);
    }
}
