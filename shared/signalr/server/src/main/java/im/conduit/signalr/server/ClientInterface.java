package im.conduit.signalr.server;

import io.micronaut.aop.Introduction;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Type;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An interface whose methods are a client's: calling one sends its name and arguments. Implemented
/// at compile time; get one with [ClientProxy#as].
///
/// `void` methods send. A method with a result asks and waits, one that returns a `CompletionStage`
/// asks; both need a single client behind them. [HubMethod] renames.
@Documented
@Introduction
@Prototype
@Type(TypedClients.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ClientInterface {}
