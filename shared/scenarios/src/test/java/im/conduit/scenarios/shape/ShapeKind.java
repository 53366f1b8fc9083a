package im.conduit.scenarios.shape;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The shapes. Each is started when the first scenario wants it, serves all of them, and ends with
/// the JVM.
public enum ShapeKind {
    /// The Netty app, one process.
    NETTY(NettyShape::new),
    /// Functions behind look-alikes of API Gateway, over real queues.
    FUNCTIONS(FunctionsShape::new);

    private final Supplier<Shape> start;
    private final CompletableFuture<Shape> shape = new CompletableFuture<>();
    private boolean wanted;

    ShapeKind(Supplier<Shape> start) {
        this.start = start;
    }

    /// The running shape.
    ///
    /// @throws java.util.concurrent.CompletionException when it could not be started, each time
    public synchronized Shape running() {
        if (!wanted) {
            wanted = true;
            shape.completeAsync(this::started, Runnable::run);
        }
        return shape.join();
    }

    private Shape started() {
        Shape started = start.get();
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        return started;
    }
}
