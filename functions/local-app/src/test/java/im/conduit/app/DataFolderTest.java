package im.conduit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {

    @TempDir private Path temporary;

    @Test
    void theFolderIsForItsOwnerAloneAndSoIsEverySecret() throws IOException {
        Path path = temporary.resolve("a/b");
        try (DataFolder folder = DataFolder.open(path);
                Stream<Path> secrets = Files.list(secretsOf(folder))) {
            assertThat(mode(path)).isEqualTo("rwx------");
            assertThat(mode(path.resolve("secrets"))).isEqualTo("rwx------");
            assertThat(secrets).hasSize(4).allMatch(file -> mode(file).equals("rw-------"));
        }
    }

    @Test
    void secretsHaveTheirFormsAndStay() {
        Path path = temporary.resolve("data");
        Secrets first;
        try (DataFolder folder = DataFolder.open(path)) {
            first = Secrets.of(folder);
        }
        assertThat(first.developmentKey()).matches("condt_[A-Za-z0-9]{32}");
        assertThat(first.webhookSecret()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(first.webhookSecret().substring(6))).hasSize(32);
        assertThat(Base64.getDecoder().decode(first.pepper())).hasSize(32);
        assertThat(Base64.getDecoder().decode(first.encryptionKey())).hasSize(32);
        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(Secrets.of(folder)).isEqualTo(first);
        }
    }

    @Test
    void secretsDoNotShowThemselves() {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            Secrets secrets = Secrets.of(folder);
            assertThat(secrets.toString()).doesNotContain(secrets.developmentKey());
        }
    }

    @Test
    void aFolderServesOneAtATime() {
        Path path = temporary.resolve("data");
        try (DataFolder _ = DataFolder.open(path)) {
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("another Conduit is running on the data folder " + path);
        }
        DataFolder.open(path).close();
    }

    @Test
    void somebodyElsesFolderIsLeftAlone() throws IOException {
        Files.writeString(temporary.resolve("letter.txt"), "mine");
        assertThatThrownBy(() -> DataFolder.open(temporary))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("not a Conduit data folder");
        assertThat(temporary).isDirectoryContaining("glob:**/letter.txt");
        assertThat(temporary.resolve("conduit.lock")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidInOneLine() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(StartFailure.class)
                .hasMessage("cannot write the data folder " + file.resolve("data"));
    }

    @Test
    void anEphemeralFolderClearsAwayWhatAKilledRunLeft() throws IOException {
        DataFolder killed = EphemeralFolder.open();
        Secrets.of(killed);
        killed.close();
        DataFolder next = EphemeralFolder.open();
        assertThat(killed.path()).doesNotExist();
        next.delete();
        assertThat(next.path()).doesNotExist();
    }

    private static Path secretsOf(DataFolder folder) {
        Secrets.of(folder);
        return folder.path().resolve("secrets");
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
