package im.conduit.realtime.key;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.realtime.key.TokenSigner.Claims;
import im.conduit.realtime.key.TokenSigner.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TokenSignerTest {

    private static final TokenSigner SIGNER = new TokenSigner(new KeyHasher(new byte[32]));
    private static final Claims CLAIMS =
            new Claims(new KeyId("key_1"), "a\nb ö", Instant.ofEpochSecond(1_800_000_000));

    @Test
    void whatWasSignedIsReadBack() {
        Claims nobody = new Claims(new KeyId("k"), null, Instant.EPOCH);
        for (Kind kind : Kind.values()) {
            assertThat(SIGNER.verify(kind, SIGNER.sign(kind, CLAIMS))).contains(CLAIMS);
            assertThat(SIGNER.verify(kind, SIGNER.sign(kind, nobody))).contains(nobody);
        }
    }

    @Test
    void noCharacterCanBeChanged() {
        String token = SIGNER.sign(Kind.REALTIME, CLAIMS);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(SIGNER.verify(Kind.REALTIME, changed)).as("at %s", i).isEmpty();
        }
    }

    @Test
    void oneKindIsNotTakenForTheOther() {
        String session = SIGNER.sign(Kind.SESSION, CLAIMS);
        assertThat(SIGNER.verify(Kind.REALTIME, session)).isEmpty();
        assertThat(SIGNER.verify(Kind.REALTIME, "rt1_" + session.substring(4))).isEmpty();
    }

    @Test
    void anotherServersTokenIsNotTaken() {
        byte[] pepper = new byte[32];
        pepper[0] = 1;
        TokenSigner other = new TokenSigner(new KeyHasher(pepper));
        assertThat(SIGNER.verify(Kind.REALTIME, other.sign(Kind.REALTIME, CLAIMS))).isEmpty();
        for (String text : new String[] {"", "rt1_", "rt1_.", "rt1_x.y", "."}) {
            assertThat(SIGNER.verify(Kind.REALTIME, text)).isEmpty();
        }
    }
}
