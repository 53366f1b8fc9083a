package im.conduit.app;

/// The app cannot start, for a reason that the person who started it can mend. The message is one
/// line, written for that person; it is all that is shown.
final class StartFailure extends RuntimeException {

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
