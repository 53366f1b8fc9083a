package im.conduit.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A data folder for one run. What earlier runs left because they were killed is cleared away
/// first, their Redis included.
final class EphemeralFolder {

    private static final Logger LOG = LoggerFactory.getLogger(EphemeralFolder.class);
    private static final String PREFIX = "conduit-ephemeral-";

    private EphemeralFolder() {}

    static DataFolder open() {
        try {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            leftovers(parent).forEach(EphemeralFolder::clear);
            return DataFolder.open(Files.createTempDirectory(parent, PREFIX));
        } catch (IOException e) {
            throw new StartFailure("cannot make a temporary folder", e);
        }
    }

    private static List<Path> leftovers(Path parent) throws IOException {
        String user = System.getProperty("user.name");
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .filter(path -> isOwn(path, user))
                    .toList();
        }
    }

    private static boolean isOwn(Path path, String user) {
        try {
            return Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(path).getName().equals(user)
                    && Files.exists(path.resolve(DataFolder.LOCK));
        } catch (IOException e) {
            return false;
        }
    }

    private static void clear(Path path) {
        try {
            DataFolder folder = DataFolder.tryOpen(path);
            if (folder != null) {
                EmbeddedRedis.stopLeftover(folder);
                folder.delete();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("leftover-kept folder={}", path, e);
        }
    }
}
