package im.conduit.egress;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// Sets Apache's client up: no redirects, no repeats, no cookies, no decompression, no proxy from
/// the surroundings, and bounds where the library has none.
final class ClientFactory {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final int LONGEST_HEADER_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;

    private ClientFactory() {}

    static CloseableHttpClient client(TransportSettings settings, SSLContext tls) {
        return HttpClients.custom()
                .setConnectionManager(connections(settings, tls))
                .setKeepAliveStrategy(keepAlive(settings.keepAlive()))
                .evictIdleConnections(TimeValue.of(settings.keepAlive()))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            TransportSettings settings, SSLContext tls) {
        Http1Config http1 =
                Http1Config.custom()
                        .setMaxLineLength(LONGEST_HEADER_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new PinnedAddresses())
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(http1).build())
                .setMaxConnTotal(settings.connections())
                .setMaxConnPerRoute(settings.requestsPerHost())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setValidateAfterInactivity(TimeValue.ofMilliseconds(500))
                                .build())
                .build();
    }

    /// Half of what the receiver promises, at most the setting: a connection that closes just as it
    /// is used again would cost an attempt.
    private static ConnectionKeepAliveStrategy keepAlive(Duration most) {
        return (response, context) -> {
            TimeValue promised =
                    DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(
                            response, context);
            boolean named = promised != null && promised.getDuration() > 0;
            long half = named ? promised.toMilliseconds() / 2 : most.toMillis();
            return TimeValue.ofMilliseconds(Math.min(half, most.toMillis()));
        };
    }
}
