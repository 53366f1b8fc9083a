package im.conduit.testkit.aws;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// One instance of a handler, made and called by the code of AWS's own Java runtime: what it sees
/// of a document is what it would see in the cloud. One invocation at a time.
public final class RuntimeClientHandler implements LambdaFunction {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final LambdaRequestHandler handler;

    private RuntimeClientHandler(LambdaRequestHandler handler) {
        this.handler = handler;
    }

    /// Makes a handler by its no-argument constructor.
    ///
    /// @param handlerClass its name, seen by the class loader of this class
    public static RuntimeClientHandler load(String handlerClass) {
        ClassLoader classes = RuntimeClientHandler.class.getClassLoader();
        try {
            nameClassLoader(classes);
            HandlerInfo info = HandlerInfo.fromString(handlerClass, classes);
            return new RuntimeClientHandler(EventHandlerLoader.loadEventHandler(info));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no handler " + handlerClass, e);
        }
    }

    /// The runtime's main program tells the serializers in this way where the function's classes
    /// are.
    private static void nameClassLoader(ClassLoader classes) throws ReflectiveOperationException {
        Field field = AWSLambda.class.getDeclaredField("customerClassLoader");
        field.setAccessible(true);
        field.set(null, new URLClassLoader(new URL[0], classes));
    }

    @Override
    public byte[] invoke(byte[] event) {
        InvocationRequest request = new InvocationRequest();
        request.setId(UUID.randomUUID().toString());
        request.setInvokedFunctionArn(RuntimeApiEmulator.FUNCTION_ARN);
        request.setXrayTraceId(HttpApiEvent.traceId());
        request.setDeadlineTimeInMs(Instant.now().plus(TIMEOUT).toEpochMilli());
        request.setContent(event);
        try {
            return handler.call(request).toByteArray();
        } catch (UserFault e) {
            throw new FunctionFailure(e.msg + "\n" + e.trace, e);
        } catch (Exception e) {
            throw new FunctionFailure(e.toString(), e);
        }
    }
}
