package im.conduit.signalr.server;

import io.micronaut.context.annotation.DefaultScope;
import io.micronaut.context.annotation.Executable;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a bean a hub: its public methods can be called by clients, by name and without regard to
/// case (the wire name is the method's with a capital first letter, or what [HubMethod] says). The
/// table of methods is made at compile time (executable methods) and checked once at start; nothing
/// is looked up by reflection when a call comes in.
///
/// A hub is a singleton unless it is annotated with another scope such as `@Prototype` (a new
/// instance for each call and lifecycle callback, closed after it when it is `AutoCloseable`).
/// What belongs to one call arrives as a parameter: see [HubCaller].
///
/// Parameters that do not travel over the wire: [HubCaller], [CancellationToken], those annotated
/// with [Injected], and uploads ([ClientStream]).
///
/// A method that returns `Flow.Publisher`, `Stream` or `Iterator` (or a `CompletionStage` of one)
/// streams to its caller; any other `CompletionStage` is awaited. Methods run on virtual threads
/// and may block.
@Documented
@Inherited
@Executable
@DefaultScope(Singleton.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Hub {

    /// The hub's path, such as `/chat`. Empty: the hub is reached by [HubEndpoint] beans only.
    String value() default "";
}
