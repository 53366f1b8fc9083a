package im.conduit.signalr.netty.guide;

import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/// Keys that look like `<user>-key`.
@Singleton
class Keys {

    @Nullable String owner(@Nullable String key) {
        return key != null && key.endsWith("-key") ? key.substring(0, key.length() - 4) : null;
    }
}
