package im.conduit.signalr.server;

import io.micronaut.inject.ExecutableMethod;

/// The names of methods on the wire: as SignalR's own hubs and clients spell them, with a capital
/// first letter, unless [HubMethod] says otherwise.
final class WireNames {

    private WireNames() {}

    static String of(ExecutableMethod<?, ?> method) {
        return method.stringValue(HubMethod.class)
                .orElseGet(
                        () -> {
                            String name = method.getMethodName();
                            return Character.toUpperCase(name.charAt(0)) + name.substring(1);
                        });
    }
}
