package im.conduit.signalr.server;

import io.micronaut.context.exceptions.BeanInstantiationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// The sentences that clients read when something failed.
final class ErrorText {

    private ErrorText() {}

    /// `sentence`, with the cause behind it where clients may see it: `HubException`s always,
    /// others with detailed errors.
    static String of(String sentence, Throwable cause, boolean detailed) {
        Throwable seen = unwrap(cause);
        return detailed || seen instanceof HubException
                ? sentence + " " + describe(seen)
                : sentence;
    }

    /// `<type name>: <message>`.
    static String describe(Throwable cause) {
        String message = cause.getMessage();
        return name(cause) + ": " + (message == null ? "" : message);
    }

    static Throwable unwrap(Throwable thrown) {
        Throwable seen = thrown;
        while (seen instanceof ExecutionException
                || seen instanceof CompletionException
                || seen instanceof BeanInstantiationException) {
            Throwable cause = seen.getCause();
            if (cause == null) {
                break;
            }
            seen = cause;
        }
        return seen;
    }

    private static String name(Throwable cause) {
        return cause instanceof NamedForClients named
                ? named.nameForClients()
                : cause.getClass().getSimpleName();
    }
}
