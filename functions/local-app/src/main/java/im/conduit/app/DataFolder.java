package im.conduit.app;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder that one app keeps everything in, locked while that app lives: the operating system
/// gives the lock back when the process ends, however it ends.
///
/// A folder made here has mode 700, its secrets mode 600; they are written whole or not at all.
final class DataFolder implements Closeable {

    static final String LOCK = "conduit.lock";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Opens the folder, making it if need be.
    ///
    /// @throws StartFailure when it cannot be written, is in use, or holds something else
    static DataFolder open(Path wanted) {
        Path path = wanted.toAbsolutePath().normalize();
        try {
            refuseForeign(path);
            createPrivate(path);
            DataFolder folder = tryOpen(path);
            if (folder == null) {
                throw new StartFailure("another Conduit is running on the data folder " + path);
            }
            return folder;
        } catch (IOException e) {
            throw new StartFailure("cannot write the data folder " + path, e);
        }
    }

    /// Opens the folder if no living process holds it; null when one does.
    static @Nullable DataFolder tryOpen(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return new DataFolder(path.toRealPath(), channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: somebody's just the same.
        }
        channel.close();
        return null;
    }

    private static void refuseForeign(Path path) throws IOException {
        if (!Files.isDirectory(path) || Files.exists(path.resolve(LOCK))) {
            return;
        }
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new StartFailure(
                        path + " is not empty and not a Conduit data folder: choose another");
            }
        }
    }

    private static void createPrivate(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    Path path() {
        return path;
    }

    /// A folder of its own inside, mode 700.
    Path room(String name) {
        Path room = path.resolve(name);
        try {
            createPrivate(room);
        } catch (IOException e) {
            throw new StartFailure("cannot write the data folder " + path, e);
        }
        return room;
    }

    /// The secret kept under `name`; made by `birth` the first time.
    String secret(String name, Supplier<String> birth) {
        Path file = room("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                writePrivate(file, birth.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartFailure("cannot read or write " + file, e);
        }
    }

    /// Writes a file that only its owner reads: whole, or not at all.
    static void writePrivate(Path file, String text) throws IOException {
        Path partial =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        file.getFileName() + ".",
                        ".new",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (FileChannel out = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            out.write(StandardCharsets.UTF_8.encode(text + "\n"));
            out.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Gives the folder back.
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes the folder and all that is in it, then gives it back.
    void delete() {
        try {
            Files.walkFileTree(path, new Removal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close();
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
