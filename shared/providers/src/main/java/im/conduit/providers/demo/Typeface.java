package im.conduit.providers.demo;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/// Outlines of letters, read from a font file on the class path. Java2D's own text needs fonts and
/// a font configuration on the machine, and draws differently from one machine to the next.
final class Typeface {

    /// @param outline of a letter of size 1 on the base line
    /// @param advance to the next letter
    private record Glyph(Shape outline, double advance) {}

    private final TrueTypeFont font;
    private final CmapLookup codes;
    private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();

    private Typeface(TrueTypeFont font) throws IOException {
        this.font = font;
        this.codes = font.getUnicodeCmapLookup();
    }

    /// @param resource path of a TrueType file on the class path
    static Typeface load(String resource) {
        try (InputStream in = Typeface.class.getResourceAsStream(resource)) {
            Objects.requireNonNull(in, resource);
            return new Typeface(new TTFParser().parse(new RandomAccessReadBuffer(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(int codePoint) {
        return codes.getGlyphId(codePoint) != 0;
    }

    /// Width of a line whose type is of size 1.
    double width(String line) {
        return line.codePoints().mapToDouble(c -> glyph(c).advance()).sum();
    }

    /// The outline of a line.
    ///
    /// @param x of the first letter
    /// @param y of the base line
    /// @param size of the type
    Shape outline(String line, double x, double y, double size) {
        Path2D path = new Path2D.Double();
        double pen = x;
        for (int codePoint : line.codePoints().toArray()) {
            Glyph glyph = glyph(codePoint);
            AffineTransform place = new AffineTransform(size, 0, 0, -size, pen, y);
            path.append(glyph.outline().getPathIterator(place), false);
            pen += size * glyph.advance();
        }
        return path;
    }

    private Glyph glyph(int codePoint) {
        return glyphs.computeIfAbsent(codePoint, this::read);
    }

    private synchronized Glyph read(int codePoint) {
        try {
            int id = codes.getGlyphId(codePoint);
            double scale = 1.0 / font.getUnitsPerEm();
            GlyphData data = font.getGlyph().getGlyph(id);
            Shape outline = data == null ? new GeneralPath() : data.getPath();
            return new Glyph(
                    AffineTransform.getScaleInstance(scale, scale).createTransformedShape(outline),
                    font.getAdvanceWidth(id) * scale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
