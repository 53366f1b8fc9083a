package im.conduit.signalr.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubPrincipalTest {

    private static final String NAME_IDENTIFIER =
            "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier";

    private static HubPrincipal claiming(Map<String, List<String>> claims) {
        return HubPrincipal.of(claims, Set.of("admin"), Instant.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "nameid", NAME_IDENTIFIER})
    void theUserIdIsWhomTheClaimsName(String type) {
        HubPrincipal ann = claiming(Map.of("name", List.of("Ann"), type, List.of("a1", "a2")));
        assertThat(ann.userId()).isEqualTo("a1");
        assertThat(ann.claim("name")).isEqualTo("Ann");
        assertThat(ann.roles()).containsExactly("admin");
        assertThat(ann.expires()).isEqualTo(Instant.MAX);
    }

    @Test
    void theSubjectGoesBeforeOtherNames() {
        assertThat(
                        claiming(
                                        Map.of(
                                                NAME_IDENTIFIER,
                                                List.of("c"),
                                                "nameid",
                                                List.of("b"),
                                                "sub",
                                                List.of("a")))
                                .userId())
                .isEqualTo("a");
        assertThat(claiming(Map.of("nameid", List.of("b"), "sub", List.of())).userId())
                .isEqualTo("b");
    }

    @Test
    void claimsThatNameNobodyMakeNoUser() {
        assertThat(claiming(Map.of("name", List.of("Ann"))).userId()).isNull();
    }
}
