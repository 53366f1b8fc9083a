package im.conduit.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.media.MediaStore;
import im.conduit.realtime.media.MediaStore.StoredMedia;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The contract of [MediaStore], inherited by the test of every adapter.
public abstract class MediaStoreContract {

    private static final MediaKey KEY = new MediaKey("picture-1.png");

    /// An empty store.
    protected abstract MediaStore store();

    /// What is stored comes back, with its type and length.
    @Test
    public void whatIsStoredComesBack() throws IOException {
        byte[] bytes = random(100_000);
        store().put(KEY, "image/png", bytes);

        StoredMedia found = store().find(KEY).orElseThrow();
        assertThat(found.key()).isEqualTo(KEY);
        assertThat(found.contentType()).isEqualTo("image/png");
        assertThat(found.length()).isEqualTo(100_000);
        assertThat(read(0)).isEqualTo(bytes);
    }

    /// An empty medium is a medium.
    @Test
    public void anEmptyMediumIsFound() throws IOException {
        store().put(KEY, "text/plain; charset=utf-8", new byte[0]);
        assertThat(store().find(KEY).orElseThrow().length()).isZero();
        assertThat(store().find(KEY).orElseThrow().contentType())
                .isEqualTo("text/plain; charset=utf-8");
        assertThat(read(0)).isEmpty();
    }

    /// Reading may begin anywhere, also at the end.
    @Test
    public void readingBeginsAtTheOffset() throws IOException {
        store().put(KEY, "text/plain", "0123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat(read(4)).asString(StandardCharsets.US_ASCII).isEqualTo("456789");
        assertThat(read(10)).isEmpty();
    }

    /// What was never stored, or is deleted, is absent.
    @Test
    public void whatIsNotThereIsAbsent() throws IOException {
        assertThat(store().find(KEY)).isEmpty();
        assertThatThrownBy(() -> read(0)).isInstanceOf(IOException.class);

        store().put(KEY, "image/png", new byte[] {1});
        store().delete(KEY);
        assertThat(store().find(KEY)).isEmpty();
        store().delete(KEY);
    }

    /// The entity tag is strong (RFC 9110, section 8.8.3): quoted, and other bytes have another.
    @Test
    public void theEntityTagChangesWithTheBytesOnly() throws IOException {
        store().put(KEY, "image/png", new byte[] {1, 2, 3});
        String first = store().find(KEY).orElseThrow().etag();
        assertThat(first).matches("\"[!#-~]+\"");

        store().put(KEY, "image/png", new byte[] {1, 2, 3});
        assertThat(store().find(KEY).orElseThrow().etag()).isEqualTo(first);

        store().put(KEY, "image/png", new byte[] {1, 2, 4});
        assertThat(store().find(KEY).orElseThrow().etag()).isNotEqualTo(first);
        assertThat(read(0)).containsExactly(1, 2, 4);
    }

    /// Keys that look like paths of the machine are names like any other.
    @Test
    public void oddKeysAreKeptApart() throws IOException {
        MediaKey[] keys = {
            new MediaKey("-"),
            new MediaKey("_.a"),
            new MediaKey("a.b.c"),
            new MediaKey("a".repeat(128))
        };
        for (MediaKey key : keys) {
            store().put(key, "text/plain", key.value().getBytes(StandardCharsets.US_ASCII));
        }
        for (MediaKey key : keys) {
            try (InputStream in = store().open(key, 0)) {
                assertThat(in.readAllBytes())
                        .isEqualTo(key.value().getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /// A reader never sees half of a medium, or half of two.
    @Test
    public void aReaderSeesOneWholeMediumWhileItIsReplaced() throws Exception {
        byte[] ones = filled(1);
        byte[] twos = filled(2);
        store().put(KEY, "image/png", ones);
        try (ExecutorService writer = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writing =
                    writer.submit(
                            () -> {
                                for (int i = 0; i < 40; i++) {
                                    store().put(KEY, "image/png", i % 2 == 0 ? twos : ones);
                                }
                                return null;
                            });
            do {
                byte[] seen = read(0);
                assertThat(Arrays.equals(seen, ones) || Arrays.equals(seen, twos)).isTrue();
            } while (!writing.isDone());
            writing.get();
        }
    }

    private byte[] read(long offset) throws IOException {
        try (InputStream in = store().open(KEY, offset)) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[300_000 + value];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
