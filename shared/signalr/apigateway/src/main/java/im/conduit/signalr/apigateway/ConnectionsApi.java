package im.conduit.signalr.apigateway;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/// The gateway's `@connections`: posts to and closes connections that it holds. Safe for use by
/// many threads; each call is one request.
public final class ConnectionsApi implements AutoCloseable {

    /// Most bytes of one message.
    public static final int MAX_MESSAGE_BYTES = 128 * 1024;

    private final ApiGatewayManagementApiClient client;

    private ConnectionsApi(ApiGatewayManagementApiClient client) {
        this.client = client;
    }

    /// @param endpoint of the API's stage, such as
    ///     `https://abc.execute-api.eu-central-1.amazonaws.com/prod`
    public static ConnectionsApi at(URI endpoint) {
        return new ConnectionsApi(
                ApiGatewayManagementApiClient.builder()
                        .endpointOverride(endpoint)
                        .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofSeconds(10)))
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(Duration.ofSeconds(2))
                                        .socketTimeout(Duration.ofSeconds(5)))
                        .build());
    }

    /// What became of a message.
    public enum Posted {
        /// The gateway took it.
        SENT,
        /// The connection is no more.
        GONE,
        /// The gateway is busy or failed: a later try may succeed.
        FAILED
    }

    /// Posts one message.
    public Posted post(String connectionId, String text) {
        try {
            client.postToConnection(
                    r ->
                            r.connectionId(connectionId)
                                    .data(SdkBytes.fromString(text, StandardCharsets.UTF_8)));
            return Posted.SENT;
        } catch (GoneException e) {
            return Posted.GONE;
        } catch (SdkException e) {
            return Posted.FAILED;
        }
    }

    /// Closes a connection; harmless when it is gone.
    ///
    /// @return whether the gateway answered
    public boolean close(String connectionId) {
        try {
            client.deleteConnection(r -> r.connectionId(connectionId));
            return true;
        } catch (ApiGatewayManagementApiException e) {
            return e.statusCode() == 410;
        } catch (SdkException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
