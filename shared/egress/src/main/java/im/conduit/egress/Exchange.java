package im.conduit.egress;

import im.conduit.realtime.webhook.WebhookTransport.Answer;
import im.conduit.realtime.webhook.WebhookTransport.Post;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/// One request and what has been seen of its answer. It runs on a thread of its own; another one
/// watches the clock, ends it, and takes what there is.
final class Exchange {

    /// A connection whose answer is longer than this is closed instead of read to the end.
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final CloseableHttpClient client;
    private final HttpPost request;
    private final byte[] excerpt = new byte[Excerpts.BYTES];
    private volatile int excerptLength;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile @Nullable Head head;

    /// What stands before an answer's body.
    private record Head(int status, @Nullable String retryAfter) {}

    Exchange(CloseableHttpClient client, Post post, String userAgent) {
        this.client = client;
        this.request = new HttpPost(post.url());
        post.headers().forEach(request::addHeader);
        request.setHeader(HttpHeaders.USER_AGENT, userAgent);
        request.setEntity(new ByteArrayEntity(post.body().getBytes(StandardCharsets.UTF_8), null));
    }

    /// Sends, and reads the answer, connecting to these addresses and no others.
    void run(List<InetAddress> addresses) throws IOException {
        try {
            PinnedAddresses.callWith(addresses, this::send);
        } finally {
            begun.countDown();
        }
    }

    /// Waits until the answer begins, or none will come.
    ///
    /// @return whether that was within `time`
    boolean awaitAnswer(Duration time) throws InterruptedException {
        return begun.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Ends the exchange wherever it is.
    void abort() {
        request.abort();
    }

    /// What the receiver answered, as far as it came.
    Optional<Answer> answer() {
        Head seen = head;
        return seen == null
                ? Optional.empty()
                : Optional.of(
                        new Answer.Responded(
                                seen.status(),
                                seen.retryAfter(),
                                Excerpts.text(excerpt, excerptLength)));
    }

    private void send() throws IOException {
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            head = new Head(response.getCode(), retryAfter == null ? null : retryAfter.getValue());
            begun.countDown();
            HttpEntity entity = response.getEntity();
            if (entity != null && !readToEnd(entity.getContent())) {
                // Closing would read on to the end.
                abort();
            }
        }
    }

    private boolean readToEnd(InputStream body) throws IOException {
        byte[] chunk = new byte[8 * 1024];
        int total = 0;
        for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            int room = Math.min(read, excerpt.length - excerptLength);
            System.arraycopy(chunk, 0, excerpt, excerptLength, room);
            excerptLength = excerptLength + room;
            total += read;
            if (total > LONGEST_ANSWER) {
                return false;
            }
        }
        return true;
    }
}
