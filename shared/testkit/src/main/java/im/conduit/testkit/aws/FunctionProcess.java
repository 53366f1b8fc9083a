package im.conduit.testkit.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A function in a process of its own, under AWS's Java runtime client and a [RuntimeApiEmulator].
public final class FunctionProcess implements LambdaFunction, AutoCloseable {

    private final RuntimeApiEmulator api;
    private final Process process;

    private FunctionProcess(RuntimeApiEmulator api, Process process) {
        this.api = api;
        this.process = process;
    }

    /// Starts the function.
    ///
    /// @param handler the handler's class name
    /// @param classPath its archive and libraries, with the runtime interface client
    /// @param environment its environment variables; nothing else of this process' environment is
    ///     seen
    /// @param log where its output goes
    /// @param timeout of one invocation, the first with its initialisation included
    public static FunctionProcess start(
            String handler,
            List<Path> classPath,
            Map<String, String> environment,
            Path log,
            Duration timeout) {
        RuntimeApiEmulator api = RuntimeApiEmulator.start(timeout);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", join(classPath)));
        command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
        command.add(handler);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(cloudVariables(handler));
        builder.environment().putAll(environment);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.authority());
        builder.redirectOutput(log.toFile());
        try {
            Process process = builder.start();
            FunctionProcess function = new FunctionProcess(api, process);
            process.onExit().thenRun(function::brokeOff);
            return function;
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> cloudVariables(String handler) {
        return Map.of(
                "_HANDLER", handler,
                "AWS_REGION", "eu-central-1",
                "AWS_DEFAULT_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "look-alike",
                "AWS_SECRET_ACCESS_KEY", "look-alike",
                "AWS_LAMBDA_FUNCTION_NAME", "look-alike",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
                "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                "LANG", "en_US.UTF-8");
    }

    private static String join(List<Path> classPath) {
        return String.join(
                java.io.File.pathSeparator, classPath.stream().map(Path::toString).toList());
    }

    private void brokeOff() {
        api.exited(process.exitValue());
    }

    @Override
    public byte[] invoke(byte[] event) {
        return api.invoke(event);
    }

    /// The process, such as for killing it.
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// Ends the process, as the cloud does with an idle environment.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        api.close();
    }
}
