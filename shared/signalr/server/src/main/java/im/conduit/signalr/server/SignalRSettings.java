package im.conduit.signalr.server;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/// The settings `signalr.*`: what holds for every endpoint that says nothing else.
///
/// @param enableDetailedErrors whether clients see the messages of all exceptions
/// @param keepAliveInterval between two pings of the server
/// @param clientTimeoutInterval silence after a client's first ping that ends its connection
/// @param handshakeTimeout from connect to handshake
/// @param pollTimeout how long a long poll waits for data
/// @param disconnectTimeout how long a connection without a transport is kept
/// @param sendTimeout how long a client may take nothing while data waits for it
/// @param closeTimeout how long a WebSocket waits for the answer to its close frame
/// @param maximumReceiveMessageSize bytes of one message with its framing; 0 for no limit
/// @param pipeBytes input or output that may wait before its producer has to, in bytes
/// @param sendQueueBytes output that may wait before a broadcast gives the client up, in bytes
/// @param streamBufferCapacity items of one upload that may wait for their reader
/// @param maximumParallelInvocationsPerClient calls of one client that run at the same time
/// @param maximumStreamsPerClient open streams and uploads of one client, each
/// @param maximumClientResultsPerClient unanswered questions to one client, and from its calls
/// @param statefulReconnectBufferSize sent but unacknowledged bytes of a stateful connection
/// @param allowStatefulReconnects whether clients may ask for stateful reconnect
/// @param closeOnAuthenticationExpiration whether a connection ends when its principal expires
/// @param enableMessageTracing logs targets and sizes of messages, never arguments
@ConfigurationProperties("signalr")
record SignalRSettings(
        @Bindable(defaultValue = "false") boolean enableDetailedErrors,
        @Bindable(defaultValue = "15s") SettingDuration keepAliveInterval,
        @Bindable(defaultValue = "30s") SettingDuration clientTimeoutInterval,
        @Bindable(defaultValue = "15s") SettingDuration handshakeTimeout,
        @Bindable(defaultValue = "90s") SettingDuration pollTimeout,
        @Bindable(defaultValue = "15s") SettingDuration disconnectTimeout,
        @Bindable(defaultValue = "10s") SettingDuration sendTimeout,
        @Bindable(defaultValue = "5s") SettingDuration closeTimeout,
        @Bindable(defaultValue = "32768") int maximumReceiveMessageSize,
        @Bindable(defaultValue = "65536") int pipeBytes,
        @Bindable(defaultValue = "1048576") int sendQueueBytes,
        @Bindable(defaultValue = "10") int streamBufferCapacity,
        @Bindable(defaultValue = "1") int maximumParallelInvocationsPerClient,
        @Bindable(defaultValue = "100") int maximumStreamsPerClient,
        @Bindable(defaultValue = "100") int maximumClientResultsPerClient,
        @Bindable(defaultValue = "100000") int statefulReconnectBufferSize,
        @Bindable(defaultValue = "false") boolean allowStatefulReconnects,
        @Bindable(defaultValue = "false") boolean closeOnAuthenticationExpiration,
        @Bindable(defaultValue = "false") boolean enableMessageTracing) {

    /// As options of endpoints.
    HubOptions options() {
        return HubOptions.DEFAULT
                .withDetailedErrors(enableDetailedErrors)
                .withStatefulReconnect(allowStatefulReconnects)
                .withCloseOnAuthenticationExpiration(closeOnAuthenticationExpiration)
                .withTiming(timing())
                .withBounds(bounds());
    }

    private HubOptions.Timing timing() {
        return new HubOptions.Timing(
                keepAliveInterval.value(),
                clientTimeoutInterval.value(),
                handshakeTimeout.value(),
                pollTimeout.value(),
                disconnectTimeout.value(),
                sendTimeout.value(),
                closeTimeout.value());
    }

    private HubOptions.Bounds bounds() {
        return new HubOptions.Bounds(
                maximumReceiveMessageSize == 0 ? Integer.MAX_VALUE : maximumReceiveMessageSize,
                pipeBytes,
                sendQueueBytes,
                streamBufferCapacity,
                maximumParallelInvocationsPerClient,
                maximumStreamsPerClient,
                maximumClientResultsPerClient,
                statefulReconnectBufferSize);
    }

    /// Whether pings are so rare that one late ping ends a connection.
    boolean pingsTooRarely() {
        return keepAliveInterval.value().multipliedBy(2).compareTo(clientTimeoutInterval.value())
                > 0;
    }
}
