package im.conduit.testkit.aws;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/// Runs a handler in this process with the serializers of AWS's own Java runtime, so that what the
/// handler sees of a document is what it would see in the cloud.
public final class InProcessFunction {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private InProcessFunction() {}

    /// A function over a typed handler.
    public static <I, O> LambdaFunction of(
            RequestHandler<I, O> handler, Class<I> input, Class<O> output) {
        PojoSerializer<I> reader = serializer(input);
        PojoSerializer<O> writer = serializer(output);
        return event -> {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                I read = reader.fromJson(new ByteArrayInputStream(event));
                O result = handler.handleRequest(read, new InvocationContext(TIMEOUT));
                writer.toJson(result, answer);
            } catch (RuntimeException e) {
                throw new LambdaFunction.FunctionFailure(e.toString(), e);
            }
            return answer.toByteArray();
        };
    }

    /// A function over a stream handler.
    public static LambdaFunction of(RequestStreamHandler handler) {
        return event -> {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                handler.handleRequest(
                        new ByteArrayInputStream(event), answer, new InvocationContext(TIMEOUT));
            } catch (Exception e) {
                throw new LambdaFunction.FunctionFailure(e.toString(), e);
            }
            return answer.toByteArray();
        };
    }

    private static <T> PojoSerializer<T> serializer(Class<T> type) {
        return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(
                        type, InProcessFunction.class.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }
}
