package im.conduit.signalr.netty;

import static org.assertj.core.api.Assertions.assertThat;

import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.ProtocolLimits;
import im.conduit.signalr.server.ProtocolFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jspecify.annotations.Nullable;

/// Broken bytes at a live server: each connection goes on answering or is told that it ends, nobody
/// else notices, and nothing leaks. A failure prints the seed that repeats it.
class HostileSocketTest {

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int FRAMES = 0;
    private static final String PING = "{\"type\":6}\u001e";

    private static final TestHost HOST = new TestHost();
    private static final HostileRecords JSON = new HostileRecords(protocol("json"));
    private static final HostileRecords PACKED = new HostileRecords(protocol("messagepack"));

    private final RawClient bystander = RawClient.hub(HOST.port(), AttackedConnection.HUB);

    HostileSocketTest() throws IOException {}

    private static HubProtocol protocol(String name) {
        return HOST.beans(ProtocolFactory.class).stream()
                .map(factory -> factory.create(ProtocolLimits.DEFAULT))
                .filter(protocol -> protocol.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @AfterContainer
    static void nothingHasLeaked() {
        HOST.close();
    }

    @AfterProperty
    void oldAndNewClientsAreServed() throws IOException {
        answers(bystander);
        bystander.close();
        try (RawClient fresh = RawClient.hub(HOST.port(), AttackedConnection.HUB)) {
            answers(fresh);
        }
    }

    private static void answers(RawClient client) throws IOException {
        client.send(RawClient.masked(TEXT, JSON.question()));
        String heard = client.frame();
        while (heard.equals(PING)) {
            heard = client.frame();
        }
        assertThat(heard).isEqualTo(JSON.answer());
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void brokenJsonOverWebSocket(@ForAll long seed) throws IOException {
        attack(JSON, port -> AttackedConnection.webSocket(port, TEXT), new Random(seed));
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void brokenMessagePackOverWebSocket(@ForAll long seed) throws IOException {
        attack(PACKED, port -> AttackedConnection.webSocket(port, BINARY), new Random(seed));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void brokenJsonPostedToAnEventStream(@ForAll long seed) throws IOException {
        attack(JSON, AttackedConnection::events, new Random(seed));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void brokenJsonPostedToPolls(@ForAll long seed) throws IOException {
        attack(JSON, AttackedConnection::polls, new Random(seed));
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void brokenMessagePackPostedToPolls(@ForAll long seed) throws IOException {
        attack(PACKED, AttackedConnection::polls, new Random(seed));
    }

    private static void attack(
            HostileRecords records, AttackedConnection.Opening opening, Random random)
            throws IOException {
        try (AttackedConnection attacked = opening.open(HOST.port())) {
            attacked.send(records.handshake());
            readUntil(attacked, "{}\u001e");
            byte[] hostile = records.broken(random);
            attacked.send(hostile);
            attacked.send(records.question());
            if (!records.whole(hostile)) {
                attacked.send(HostileRecords.filler());
            }
            String heard = readUntil(attacked, records.answer());
            assertThat(heard).containsPattern(records.answerOrFarewell());
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void brokenFrames(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        HostileRecords records = random.nextBoolean() ? JSON : PACKED;
        int opcode = records == JSON ? TEXT : BINARY;
        try (AttackedConnection attacked = AttackedConnection.webSocket(HOST.port(), FRAMES)) {
            attacked.send(RawClient.masked(opcode, records.handshake()));
            readUntil(attacked, "{}\u001e");
            byte[] frame = RawClient.masked(opcode, records.question());
            attacked.send(HostileRecords.mutated(frame, random));
            attacked.send(frame);
            attacked.send(RawClient.masked(opcode, HostileRecords.filler()));
            assertThat(readUntil(attacked, null)).containsPattern("close 10\\d\\d$");
        }
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void brokenHandshakes(@ForAll long seed) throws IOException {
        byte[] handshake = HostileRecords.mutated(JSON.handshake(), new Random(seed));
        try (AttackedConnection attacked = AttackedConnection.webSocket(HOST.port(), TEXT)) {
            attacked.send(concat(handshake, new byte[] {0x1e}));
            attacked.send(JSON.question());
            String heard = readUntil(attacked, JSON.answer());
            assertThat(heard).containsPattern(JSON.answerOrFarewell());
        }
    }

    /// What the server says until it has said `end`, or until it has ended the connection.
    private static String readUntil(AttackedConnection attacked, @Nullable String end)
            throws IOException {
        StringBuilder heard = new StringBuilder();
        while (end == null || heard.indexOf(end) < 0) {
            String next = attacked.next();
            if (next == null) {
                break;
            }
            heard.append(next);
        }
        return heard.toString();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
