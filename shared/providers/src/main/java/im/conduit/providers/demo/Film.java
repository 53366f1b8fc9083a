package im.conduit.providers.demo;

import im.conduit.realtime.task.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.codecs.h264.encode.DumbRateControl;
import org.jcodec.codecs.h264.io.model.SeqParameterSet;
import org.jcodec.codecs.h264.io.model.VUIParameters;
import org.jcodec.common.Codec;
import org.jcodec.common.MuxerTrack;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Packet.FrameType;
import org.jcodec.containers.mp4.Brand;
import org.jcodec.containers.mp4.WebOptimizedMP4Muxer;

/// Frames on their way into an MP4 file: H.264, baseline profile, the index before the frames so
/// that a browser plays it while it loads.
final class Film {

    /// Room that is kept for the index, ahead of the frames.
    private static final int INDEX_ROOM = 4096;

    private final Size size;
    private final int fps;
    private final H264Encoder encoder = new Encoder();
    private final List<ByteBuffer> frames = new ArrayList<>();

    /// @param size even numbers
    /// @param fps frames a second
    Film(Size size, int fps) {
        this.size = size;
        this.fps = fps;
    }

    void add(BufferedImage picture) {
        ByteBuffer room = ByteBuffer.allocate(4 * size.width() * size.height() + INDEX_ROOM);
        frames.add(encoder.encodeFrame(Yuv.of(picture), room).getData());
    }

    /// The file.
    byte[] mp4() {
        int length = frames.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer file = ByteBuffer.allocate(length + 4 * INDEX_ROOM);
        try (ByteBufferSeekableByteChannel out =
                ByteBufferSeekableByteChannel.writeToByteBuffer(file)) {
            WebOptimizedMP4Muxer muxer = new WebOptimizedMP4Muxer(out, Brand.MP4, INDEX_ROOM);
            VideoCodecMeta meta =
                    VideoCodecMeta.createSimpleVideoCodecMeta(
                            new org.jcodec.common.model.Size(size.width(), size.height()),
                            ColorSpace.YUV420);
            MuxerTrack track = muxer.addVideoTrack(Codec.H264, meta);
            for (int i = 0; i < frames.size(); i++) {
                FrameType type = i == 0 ? FrameType.KEY : FrameType.INTER;
                track.addFrame(
                        Packet.createPacket(frames.get(i).duplicate(), i, fps, 1, i, type, null));
            }
            muxer.finish();
            file.flip();
            return timeless(Arrays.copyOf(file.array(), (int) out.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes the dates of making out of the index (ISO/IEC 14496-12, sections 8.2.2, 8.3.2, 8.4.2),
    /// so that the same frames make the same file.
    private static byte[] timeless(byte[] file) {
        for (String header : List.of("mvhd", "tkhd", "mdhd")) {
            byte[] name = header.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < INDEX_ROOM; i++) {
                if (Arrays.equals(file, i, i + 4, name, 0, 4)) {
                    Arrays.fill(file, i + 8, i + 16, (byte) 0);
                }
            }
        }
        return file;
    }

    /// Says which colours the numbers mean; without it players guess.
    private static final class Encoder extends H264Encoder {

        private static final int BT_709 = 1;
        private static final int UNSPECIFIED_FORMAT = 5;

        Encoder() {
            super(new DumbRateControl());
        }

        @Override
        public SeqParameterSet initSPS(org.jcodec.common.model.Size frame) {
            SeqParameterSet sps = super.initSPS(frame);
            VUIParameters colours = new VUIParameters();
            colours.videoSignalTypePresentFlag = true;
            colours.videoFormat = UNSPECIFIED_FORMAT;
            colours.colourDescriptionPresentFlag = true;
            colours.colourPrimaries = BT_709;
            colours.transferCharacteristics = BT_709;
            colours.matrixCoefficients = BT_709;
            sps.vuiParams = colours;
            return sps;
        }
    }
}
