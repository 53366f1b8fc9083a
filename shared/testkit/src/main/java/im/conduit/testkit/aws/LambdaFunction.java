package im.conduit.testkit.aws;

/// A deployed function: event document in, answer document out, both as bytes of JSON. Safe for use
/// by many threads, as invocations of one function run concurrently.
@FunctionalInterface
public interface LambdaFunction {

    /// Invokes the function and waits for its answer.
    ///
    /// @throws FunctionFailure when the function threw or its process ended
    byte[] invoke(byte[] event);

    /// An invocation that ended without an answer; Lambda calls this a function error.
    final class FunctionFailure extends RuntimeException {

        private static final long serialVersionUID = 1;

        /// With what was thrown.
        public FunctionFailure(String message, Throwable cause) {
            super(message, cause);
        }

        /// Without a cause.
        public FunctionFailure(String message) {
            super(message);
        }
    }
}
