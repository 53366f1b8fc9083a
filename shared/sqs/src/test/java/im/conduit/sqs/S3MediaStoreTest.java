package im.conduit.sqs;

import im.conduit.realtime.media.MediaStore;
import im.conduit.testkit.media.MediaStoreContract;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.services.s3.S3Client;

/// The media store's contract against the S3 that the environment names, in a bucket of each test's
/// own.
@EnabledIfEnvironmentVariable(
        named = "AWS_ENDPOINT_URL",
        matches = "https?://.+",
        disabledReason = "AWS_ENDPOINT_URL names no S3 to test against")
final class S3MediaStoreTest extends MediaStoreContract {

    private final BucketSettings settings =
            new BucketSettings(
                    "media-" + UUID.randomUUID(),
                    URI.create(System.getenv("AWS_ENDPOINT_URL")),
                    null);
    private S3Client client;

    @BeforeEach
    void makeBucket() {
        client = new AwsClients().s3(settings);
        client.createBucket(request -> request.bucket(settings.bucket()));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Override
    protected MediaStore store() {
        return new S3MediaStore(client, settings);
    }
}
