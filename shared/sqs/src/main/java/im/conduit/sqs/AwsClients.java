package im.conduit.sqs;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Blocking clients over the JDK's own HTTP, made for virtual threads.
@Factory
final class AwsClients {

    private static final Region LOOK_ALIKE_REGION = Region.US_EAST_1;

    @Singleton
    @Bean(preDestroy = "close")
    SqsClient sqs(SqsSettings settings) {
        return at(SqsClient.builder(), settings.endpoint(), settings.region())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(beans = BucketSettings.class)
    S3Client s3(BucketSettings settings) {
        boolean lookAlike = settings.endpoint() != null;
        return at(S3Client.builder(), settings.endpoint(), settings.region())
                .forcePathStyle(lookAlike)
                .requestChecksumCalculation(
                        lookAlike
                                ? RequestChecksumCalculation.WHEN_REQUIRED
                                : RequestChecksumCalculation.WHEN_SUPPORTED)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /// Points a client at a look-alike if an endpoint is given, else leaves everything to the
    /// environment.
    static <B extends AwsClientBuilder<B, ?>> B at(
            B builder, @Nullable URI endpoint, @Nullable String region) {
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint).credentialsProvider(credentials(endpoint));
            if (region == null) {
                builder.region(LOOK_ALIKE_REGION);
            }
        }
        return builder;
    }

    private static AwsCredentialsProvider credentials(URI endpoint) {
        String host = endpoint.getHost();
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return AwsCredentialsProviderChain.of(
                    EnvironmentVariableCredentialsProvider.create(),
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
        }
        return DefaultCredentialsProvider.builder().build();
    }
}
