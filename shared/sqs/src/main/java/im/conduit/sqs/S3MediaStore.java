package im.conduit.sqs;

import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.media.MediaStore;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Media as objects of one bucket, under their keys. A put is seen whole by every later read
/// ([Amazon S3 data consistency
/// model](https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel));
/// the entity tag is the bucket's own.
@Singleton
@Requires(property = BucketSettings.BUCKET)
final class S3MediaStore implements MediaStore {

    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Client client;
    private final String bucket;

    S3MediaStore(S3Client client, BucketSettings settings) {
        this.client = client;
        this.bucket = settings.bucket();
    }

    @Override
    public void put(MediaKey key, String contentType, byte[] bytes) throws IOException {
        ask(
                () ->
                        client.putObject(
                                request ->
                                        request.bucket(bucket)
                                                .key(key.value())
                                                .contentType(contentType),
                                RequestBody.fromBytes(bytes)));
    }

    @Override
    public Optional<StoredMedia> find(MediaKey key) throws IOException {
        try {
            HeadObjectResponse found =
                    ask(
                            () ->
                                    client.headObject(
                                            request -> request.bucket(bucket).key(key.value())));
            return Optional.of(
                    new StoredMedia(key, found.contentType(), found.contentLength(), found.eTag()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(MediaKey key, long offset) throws IOException {
        try {
            return ask(
                    () ->
                            client.getObject(
                                    request ->
                                            request.bucket(bucket)
                                                    .key(key.value())
                                                    .range("bytes=" + offset + "-")));
        } catch (PastTheEndException e) {
            return InputStream.nullInputStream();
        }
    }

    @Override
    public void delete(MediaKey key) throws IOException {
        ask(() -> client.deleteObject(request -> request.bucket(bucket).key(key.value())));
    }

    private static <T> T ask(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (NoSuchKeyException e) {
            throw new FileNotFoundException(e.getMessage());
        } catch (S3Exception e) {
            throw e.statusCode() == RANGE_NOT_SATISFIABLE
                    ? new PastTheEndException(e)
                    : new IOException(e);
        } catch (SdkException e) {
            throw new IOException(e);
        }
    }

    private static final class PastTheEndException extends IOException {
        PastTheEndException(S3Exception cause) {
            super(cause);
        }
    }
}
