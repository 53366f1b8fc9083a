package im.conduit.signalr.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageBufferTest {

    private static final byte[] A = {1};
    private static final byte[] B = {2, 2};
    private static final byte[] C = {3, 3, 3};

    private final MessageBuffer buffer = new MessageBuffer(5);

    @Test
    void unacknowledgedFramesAreSentAgainInOrder() {
        send(A, B, C);
        buffer.receive(new HubMessage.Ack(1));
        MessageBuffer.Resumption resumption = buffer.resume();
        assertThat(resumption.sequence()).isEqualTo(new HubMessage.Sequence(2));
        assertThat(resumption.frames()).containsExactly(B, C);
    }

    @Test
    void withNothingToSendAgainTheNextNumberIsTold() {
        assertThat(buffer.resume().sequence()).isEqualTo(new HubMessage.Sequence(1));
        send(A, B);
        buffer.receive(new HubMessage.Ack(2));
        assertThat(buffer.resume())
                .isEqualTo(new MessageBuffer.Resumption(new HubMessage.Sequence(3), List.of()));
    }

    @Test
    void fullBufferHasRoomAgainWhenBytesAreAcknowledged() {
        send(A, B);
        assertThat(buffer.hasRoom()).isTrue();
        send(C);
        assertThat(buffer.hasRoom()).isFalse();
        buffer.receive(new HubMessage.Ack(1));
        assertThat(buffer.hasRoom()).isTrue();
    }

    @Test
    void acknowledgementsOfOldOrUnsentMessagesDoNoHarm() {
        send(A, B);
        buffer.receive(new HubMessage.Ack(0));
        buffer.receive(new HubMessage.Ack(-5));
        assertThat(buffer.resume().frames()).hasSize(2);
        buffer.receive(new HubMessage.Ack(Long.MAX_VALUE));
        send(C);
        assertThat(buffer.resume())
                .isEqualTo(new MessageBuffer.Resumption(new HubMessage.Sequence(3), List.of(C)));
    }

    @Test
    void onlyTypesOneToFiveAreAcknowledged() {
        assertThat(buffer.receive(SampleMessages.PING)).isTrue();
        assertThat(buffer.receive(SampleMessages.CLOSE)).isTrue();
        assertThat(buffer.receive(new HubMessage.Ack(0))).isFalse();
        assertThat(buffer.acknowledge()).isNull();
        List<HubMessage> counted =
                List.of(
                        SampleMessages.ECHO,
                        SampleMessages.ITEM,
                        SampleMessages.EMPTY,
                        SampleMessages.STREAM,
                        SampleMessages.CANCEL,
                        new HubMessage.InvocationBindingFailure(
                                null, "Echo", new BindingException("no")),
                        new HubMessage.StreamBindingFailure("up", new BindingException("no")),
                        new HubMessage.CompletionBindingFailure("s1", new BindingException("no")));
        assertThat(counted).allMatch(buffer::receive);
        assertThat(buffer.acknowledge()).isEqualTo(new HubMessage.Ack(8));
        assertThat(buffer.acknowledge()).isNull();
    }

    @Test
    void whatCameBeforeIsDroppedWhenItComesAgain() {
        receive(2);
        assertThat(buffer.acknowledge()).isEqualTo(new HubMessage.Ack(2));
        buffer.resume();
        assertThat(buffer.receive(new HubMessage.Sequence(1))).isFalse();
        assertThat(buffer.receive(SampleMessages.ECHO)).isFalse();
        assertThat(buffer.receive(SampleMessages.ECHO)).isFalse();
        assertThat(buffer.receive(SampleMessages.ECHO)).isTrue();
        assertThat(buffer.acknowledge()).isEqualTo(new HubMessage.Ack(3));
    }

    @Test
    void acknowledgementThatWasLostIsSentAgain() {
        receive(2);
        assertThat(buffer.acknowledge()).isEqualTo(new HubMessage.Ack(2));
        buffer.resume();
        buffer.receive(new HubMessage.Sequence(2));
        assertThat(buffer.acknowledge()).isEqualTo(new HubMessage.Ack(2));
    }

    @Test
    void countedMessagesBeforeTheSequenceMessageAreDropped() {
        buffer.resume();
        assertThat(buffer.receive(SampleMessages.ECHO)).isFalse();
        assertThat(buffer.receive(SampleMessages.CLOSE)).isTrue();
        buffer.receive(new HubMessage.Sequence(1));
        assertThat(buffer.receive(SampleMessages.ECHO)).isTrue();
    }

    @Test
    void sequenceMessageThatLeavesAGapIsRefused() {
        receive(1);
        buffer.resume();
        assertThatThrownBy(() -> buffer.receive(new HubMessage.Sequence(3)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("Sequence ID greater than amount of messages we've received.")
                .extracting(e -> ((ProtocolException) e).clientName())
                .isEqualTo("InvalidOperationException");
        assertThatThrownBy(() -> buffer.receive(new HubMessage.Sequence(0)))
                .isInstanceOf(ProtocolException.class);
    }

    /// Two sides over transports that lose what is under way, at random.
    @Property(tries = 300)
    void everyMessageArrivesOnceAndInOrder(@ForAll long seed) {
        Random random = new Random(seed);
        Side left = new Side();
        Side right = new Side();
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(12)) {
                case 0 -> reconnect(left, right, random);
                case 1 -> left.write(left.buffer.acknowledge());
                case 2 -> right.write(right.buffer.acknowledge());
                case 3, 4, 5 -> left.send();
                case 6, 7, 8 -> right.send();
                case 9, 10 -> right.readSome(left.wire, random);
                default -> left.readSome(right.wire, random);
            }
        }
        reconnect(left, right, random);
        right.readAll(left.wire);
        left.readAll(right.wire);
        assertThat(right.received).isEqualTo(left.expected());
        assertThat(left.received).isEqualTo(right.expected());
    }

    private static void reconnect(Side left, Side right, Random random) {
        right.readSome(left.wire, random);
        left.wire.clear();
        right.wire.clear();
        left.resume();
        right.resume();
    }

    /// One side; its messages carry their number as the sequence of sends.
    private static final class Side {
        private final MessageBuffer buffer = new MessageBuffer(1000);
        private final List<HubMessage> wire = new ArrayList<>();
        private final List<String> received = new ArrayList<>();
        private int sent;

        void send() {
            if (buffer.hasRoom()) {
                sent++;
                byte[] frame = String.valueOf(sent).getBytes(US_ASCII);
                buffer.sent(frame);
                write(decode(frame));
            }
        }

        void resume() {
            MessageBuffer.Resumption resumption = buffer.resume();
            write(resumption.sequence());
            resumption.frames().forEach(frame -> write(decode(frame)));
        }

        void write(@Nullable HubMessage message) {
            if (message != null) {
                wire.add(message);
            }
        }

        void readSome(List<HubMessage> from, Random random) {
            for (int i = random.nextInt(5); i > 0 && !from.isEmpty(); i--) {
                read(from.removeFirst());
            }
        }

        void readAll(List<HubMessage> from) {
            from.forEach(this::read);
        }

        private void read(HubMessage message) {
            if (buffer.receive(message)
                    && message instanceof HubMessage.CancelInvocation(var _, String id)) {
                received.add(id);
            }
        }

        List<String> expected() {
            List<String> all = new ArrayList<>();
            for (int i = 1; i <= sent; i++) {
                all.add(String.valueOf(i));
            }
            return all;
        }

        private static HubMessage decode(byte[] frame) {
            return new HubMessage.CancelInvocation(Map.of(), new String(frame, US_ASCII));
        }
    }

    private void send(byte[]... frames) {
        for (byte[] frame : frames) {
            buffer.sent(frame);
        }
    }

    private void receive(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(buffer.receive(SampleMessages.ECHO)).isTrue();
        }
    }
}
