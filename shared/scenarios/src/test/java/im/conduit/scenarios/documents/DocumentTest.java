package im.conduit.scenarios.documents;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.scenarios.shape.Deployed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

    @ParameterizedTest
    @ValueSource(strings = {"P0", "P1", "P2", "P3", "P4"})
    void theCopyEqualsTheProductsDocument(String name) throws Exception {
        Path original = Deployed.root().resolveSibling("shared/product-docs").resolve(name + ".md");
        if (Files.exists(original)) { // they are kept elsewhere
            assertThat(Files.mismatch(new Document(name).copy(), original)).isEqualTo(-1);
        }
    }

    @Test
    void everySubstitutionFindsWhatItReplaces() {
        for (Example example : Example.values()) {
            String code = example.extracted();
            for (Substitution substitution : Substitution.of(example)) {
                assertThat(code).as(example.name()).contains(substitution.text());
            }
        }
    }
}
