package im.conduit.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.media.MediaStore;
import im.conduit.testkit.media.MediaStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderMediaStoreTest extends MediaStoreContract {

    private static final MediaKey KEY = new MediaKey("a.png");

    @TempDir Path folder;

    private FolderMediaStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FolderMediaStore(folder.resolve("not/yet/there"));
    }

    @Override
    protected MediaStore store() {
        return store;
    }

    @Test
    void aStoreOpenedAgainHasEverythingButUnfinishedFiles() throws IOException {
        store.put(KEY, "image/png", new byte[] {7});
        Path home = folder.resolve("not/yet/there");
        Files.write(home.resolve("~123.tmp"), new byte[] {1});

        assertThat(new FolderMediaStore(home).find(KEY)).isPresent();
        assertThat(files(home)).containsExactly("a.png");
    }

    @Test
    void aRefusedContentTypeLeavesNothingBehind() throws IOException {
        assertThatThrownBy(() -> store.put(KEY, "image/png\nx", new byte[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.put(KEY, "x".repeat(500), new byte[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(files(folder.resolve("not/yet/there"))).isEmpty();
    }

    private static List<String> files(Path home) throws IOException {
        try (Stream<Path> all = Files.list(home)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }
}
