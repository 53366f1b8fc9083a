package im.conduit.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.function.BinaryTypeConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryAnswersTest {

    private static ApplicationContext context;

    @BeforeAll
    static void open() {
        context = ApplicationContext.run();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static boolean binary(String mediaType) {
        return context.getBean(BinaryTypeConfiguration.class).isMediaTypeBinary(mediaType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "video/mp4",
                "video/webm;codecs=vp9",
                "image/png",
                "image/webp",
                "image/avif",
                "audio/mpeg",
                "application/octet-stream"
            })
    void mediaAreBinary(String mediaType) {
        assertThat(binary(mediaType)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/problem+json",
                "text/plain;charset=utf-8",
                "text/html"
            })
    void textIsNot(String mediaType) {
        assertThat(binary(mediaType)).isFalse();
    }

    @Test
    void anAnswerWithoutABodyIsNot() {
        assertThat(context.getBean(BinaryTypeConfiguration.class).isMediaTypeBinary(null))
                .isFalse();
    }
}
