package im.conduit.functions.operations;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import io.micronaut.http.body.stream.InputStreamByteBody;
import io.micronaut.http.codec.CodecException;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;

/// Streams media with their `Content-Length`: the framework's own writers of streams either leave
/// it out or add dates of their own.
@Singleton
final class MediaBodyWriter implements ResponseBodyWriter<MediaBody> {

    private final ExecutorService readers;

    MediaBodyWriter(@Named(TaskExecutors.BLOCKING) ExecutorService readers) {
        this.readers = readers;
    }

    @Override
    public CloseableByteBody writePiece(
            ByteBodyFactory factory,
            HttpRequest<?> request,
            HttpResponse<?> response,
            Argument<MediaBody> type,
            MediaType mediaType,
            MediaBody body) {
        return InputStreamByteBody.create(
                body.bytes(), OptionalLong.of(body.length()), readers, factory);
    }

    @Override
    public void writeTo(
            Argument<MediaBody> type,
            MediaType mediaType,
            MediaBody body,
            MutableHeaders headers,
            OutputStream out) {
        try (InputStream bytes = body.bytes()) {
            bytes.transferTo(out);
        } catch (IOException e) {
            throw new CodecException("the medium could not be read", e);
        }
    }
}
