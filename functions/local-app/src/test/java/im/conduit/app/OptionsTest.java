package im.conduit.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {

    @Test
    void optionsAreRead() {
        Options options = Options.parse(List.of("--port", "0", "--data", "here"));
        assertThat(options).isEqualTo(new Options(0, Path.of("here"), false, false));
    }

    @Test
    void nothingIsNeeded() {
        Options options = Options.parse(List.of());
        assertThat(options.port()).isNull();
        assertThat(options.data()).hasFileName(".conduit");
        assertThat(options.ephemeral()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port            | --port needs a value",
                "--port seven      | --port must be a number from 0 to 65535, not seven",
                "--port 65536      | --port must be a number from 0 to 65535, not 65536",
                "--port -1         | --port must be a number from 0 to 65535, not -1",
                "--data            | --data needs a value",
                "--daemon          | unknown option --daemon",
                "--ephemeral --data x | --data and --ephemeral exclude each other",
            })
    void whatCannotBeUnderstoodIsNamed(String arguments, String message) {
        assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" "))))
                .isInstanceOf(StartFailure.class)
                .hasMessage(message);
    }
}
