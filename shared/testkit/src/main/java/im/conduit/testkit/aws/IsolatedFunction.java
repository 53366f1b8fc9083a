package im.conduit.testkit.aws;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// A function in this process that sees its own class path and nothing of the test's. Each
/// concurrent invocation gets an instance of its own, as an execution environment of Lambda serves
/// one at a time; an idle instance is used again.
public final class IsolatedFunction implements LambdaFunction, AutoCloseable {

    private final String handlerClass;
    private final OwnClasses classes;
    private final Semaphore concurrency;
    private final BlockingQueue<LambdaFunction> idle = new LinkedBlockingQueue<>();

    private IsolatedFunction(String handlerClass, OwnClasses classes, int concurrency) {
        this.handlerClass = handlerClass;
        this.classes = classes;
        this.concurrency = new Semaphore(concurrency);
    }

    /// Makes the first instance. A handler's settings are system properties and environment
    /// variables.
    ///
    /// @param handlerClass the handler's name
    /// @param classPath its archive and libraries
    /// @param runtime what the managed runtime brings and shows first: AWS's runtime client, with
    ///     this test kit
    /// @param concurrency how many invocations run at a time; more of them wait
    public static IsolatedFunction start(
            String handlerClass, List<Path> classPath, List<Path> runtime, int concurrency) {
        URL[] urls =
                Stream.concat(runtime.stream(), classPath.stream())
                        .map(IsolatedFunction::url)
                        .toArray(URL[]::new);
        IsolatedFunction function =
                new IsolatedFunction(handlerClass, new OwnClasses(urls), concurrency);
        function.idle.add(function.instance());
        return function;
    }

    @Override
    public byte[] invoke(byte[] event) {
        concurrency.acquireUninterruptibly();
        try {
            LambdaFunction free = idle.poll();
            LambdaFunction instance = free == null ? instance() : free;
            try {
                return within(() -> instance.invoke(event));
            } finally {
                idle.add(instance);
            }
        } finally {
            concurrency.release();
        }
    }

    private LambdaFunction instance() {
        return within(
                () -> {
                    try {
                        return (LambdaFunction)
                                classes.loadClass(RuntimeClientHandler.class.getName())
                                        .getMethod("load", String.class)
                                        .invoke(null, handlerClass);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(handlerClass + " cannot be made", e);
                    }
                });
    }

    private <T> T within(java.util.function.Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /// Forgets the instances, as the cloud does: nobody tells a handler that it ends.
    @Override
    public void close() throws IOException {
        idle.clear();
        classes.close();
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Shares with the test only the JDK and the interface that both sides speak.
    private static final class OwnClasses extends URLClassLoader {

        OwnClasses(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(LambdaFunction.class.getName())) {
                return IsolatedFunction.class.getClassLoader().loadClass(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
