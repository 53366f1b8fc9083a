package im.conduit.functions.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 99",
        "bytes=0-0, 0, 0",
        "bytes=999-, 999, 999",
        "bytes=500-, 500, 999",
        "bytes=900-5000, 900, 999",
        "bytes=900-99999999999999999999, 900, 999",
        "bytes=-1, 999, 999",
        "bytes=-5000, 0, 999",
        "BYTES = 1-2, 1, 2"
    })
    void oneRangeIsCutToTheEnd(String header, long first, long last) {
        assertThat(ByteRange.parse(header, 1000)).isEqualTo(new ByteRange.Part(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=99999999999999999999-"})
    void aRangeBehindTheEndCannotBeSatisfied(String header) {
        assertThat(ByteRange.parse(header, 1000)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,5-6",
                "bytes=5-1",
                "bytes=-",
                "bytes=a-b",
                "lines=0-1",
                "",
                "bytes"
            })
    void whatIsMalformedOrSeveralIsIgnored(String header) {
        assertThat(ByteRange.parse(header, 1000)).isEqualTo(new ByteRange.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=-1"})
    void anEmptyMediumHasNoRange(String header) {
        assertThat(ByteRange.parse(header, 0)).isEqualTo(new ByteRange.Unsatisfiable());
    }
}
