package im.conduit.sqs;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Media in an S3 bucket, which exists.
///
/// @param bucket its name
/// @param endpoint of an S3 look-alike; none means AWS itself. One on loopback needs no credentials
/// @param region of the bucket; none means the environment's
@ConfigurationProperties("conduit.media")
@Requires(property = BucketSettings.BUCKET)
record BucketSettings(String bucket, @Nullable URI endpoint, @Nullable String region) {

    static final String BUCKET = "conduit.media.bucket";
}
