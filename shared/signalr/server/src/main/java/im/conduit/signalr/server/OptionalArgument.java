package im.conduit.signalr.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A trailing parameter of a hub method that callers may leave out: it is `null` then, or empty if
/// its type is `java.util.Optional`. Parameters of that type need no annotation.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface OptionalArgument {}
