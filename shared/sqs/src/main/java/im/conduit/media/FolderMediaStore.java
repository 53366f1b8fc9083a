package im.conduit.media;

import im.conduit.realtime.media.MediaKey;
import im.conduit.realtime.media.MediaStore;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Media as files of one folder, one file each: a line with the SHA-256 of the bytes and the
/// content type, then the bytes. One file, written aside, forced to the disk and moved into place,
/// so that readers see the whole old medium or the whole new one, whenever the process or the
/// machine dies.
@Singleton
@Requires(bean = FolderSettings.class)
public final class FolderMediaStore implements MediaStore {

    private static final int LONGEST_HEADER = 512;

    /// No media key contains it, so that no key names an unfinished file.
    private static final String UNFINISHED = "~";

    private final Path folder;

    @Inject
    FolderMediaStore(FolderSettings settings) throws IOException {
        this(settings.folder());
    }

    /// @param folder made when it is missing; only one process at a time may write to it
    /// @throws IOException when it cannot be made
    public FolderMediaStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void put(MediaKey key, String contentType, byte[] bytes) throws IOException {
        Path unfinished = Files.createTempFile(folder, UNFINISHED, null);
        try {
            try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                write(out, header(contentType, bytes));
                write(out, bytes);
                out.force(true);
            }
            Files.move(
                    unfinished,
                    file(key),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    @Override
    public Optional<StoredMedia> find(MediaKey key) throws IOException {
        try (SeekableByteChannel in = Files.newByteChannel(file(key))) {
            Header header = Header.read(in);
            return Optional.of(
                    new StoredMedia(
                            key,
                            header.contentType(),
                            in.size() - header.length(),
                            '"' + header.hash() + '"'));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(MediaKey key, long offset) throws IOException {
        SeekableByteChannel in = Files.newByteChannel(file(key));
        try {
            in.position(Header.read(in).length() + offset);
            return Channels.newInputStream(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public void delete(MediaKey key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    private Path file(MediaKey key) {
        return folder.resolve(key.value());
    }

    private static byte[] header(String contentType, byte[] bytes) {
        if (contentType.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("a content type is printable ASCII");
        }
        byte[] header =
                (hash(bytes) + " " + contentType + "\n").getBytes(StandardCharsets.US_ASCII);
        if (header.length > LONGEST_HEADER) {
            throw new IllegalArgumentException("the content type is too long");
        }
        return header;
    }

    private static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            out.write(left);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The first line of a file.
    ///
    /// @param length bytes before the medium's own
    private record Header(String hash, String contentType, int length) {

        static Header read(SeekableByteChannel in) throws IOException {
            byte[] start = Channels.newInputStream(in).readNBytes(LONGEST_HEADER);
            String text = new String(start, StandardCharsets.ISO_8859_1);
            int space = text.indexOf(' ');
            int end = text.indexOf('\n');
            if (space < 0 || end < space) {
                throw new IOException("not a file of the media store");
            }
            return new Header(text.substring(0, space), text.substring(space + 1, end), end + 1);
        }
    }
}
