package im.conduit.providers.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/// The prompt, set in type over the lower edge of a picture.
///
/// Only what the typeface can show is set: scripts it lacks, and those that need shaping or run
/// from right to left, are left out.
final class Caption {

    private static final Typeface TITLE = Typeface.load("/liberation/LiberationSerif-Italic.ttf");
    private static final Typeface NOTE = Typeface.load("/liberation/LiberationSans-Regular.ttf");
    private static final int MOST_LINES = 3;
    private static final double LEADING = 1.28;
    private static final double SMALLEST_TYPE = 7.5;

    private final List<String> lines;
    private final double size;
    private final double margin;

    private Caption(List<String> lines, double size, double margin) {
        this.lines = lines;
        this.size = size;
        this.margin = margin;
    }

    /// Sets `text` for a picture of so many pixels; a picture too small to read from stays without.
    static Caption of(String text, int width, int height) {
        double narrow = Math.min(width, height);
        double size = Math.max(0.040 * Math.sqrt(narrow * Math.min(width, 1.6 * narrow)), 10);
        double margin = Math.max(0.055 * narrow, 8);
        double measure = Math.min(width - 2 * margin, 30 * size) / size;
        boolean readable = narrow * 0.12 > SMALLEST_TYPE && measure > 6;
        return new Caption(readable ? wrap(shown(text), measure) : List.of(), size, margin);
    }

    /// Draws into the picture, shading the ground for the letters to stand out.
    void draw(BufferedImage picture) {
        if (lines.isEmpty()) {
            return;
        }
        double depth = margin * 1.1 + size * (LEADING * lines.size() + 1.1);
        shade(picture, (int) Math.round(picture.getHeight() - 1.7 * depth));
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        double foot = picture.getHeight() - margin;
        double small = Math.max(size * 0.42, SMALLEST_TYPE);
        pen.setColor(new Color(255, 255, 255, 165));
        pen.fill(NOTE.outline(spaced("CONDUIT DEMO"), margin, foot, small));
        pen.setColor(new Color(255, 255, 255, 242));
        for (int i = 0; i < lines.size(); i++) {
            double up = 1.15 * size + (lines.size() - 1 - i) * LEADING * size;
            pen.fill(TITLE.outline(lines.get(i), margin, foot - up, size));
        }
        pen.dispose();
    }

    private static void shade(BufferedImage picture, int from) {
        int top = Math.max(0, from);
        int height = picture.getHeight();
        for (int y = top; y < height; y++) {
            double k = (y - top + 1.0) / (height - top);
            double keep = 1 - 0.78 * k * k * (3 - 2 * k);
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, darken(picture.getRGB(x, y), keep));
            }
        }
    }

    private static int darken(int rgb, double keep) {
        int r = (int) ((rgb >> 16 & 255) * keep);
        int g = (int) ((rgb >> 8 & 255) * keep);
        int b = (int) ((rgb & 255) * keep);
        return r << 16 | g << 8 | b;
    }

    private static List<String> wrap(String text, double measure) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty() && lines.size() < MOST_LINES) {
            int end = fitting(rest, measure);
            boolean last = lines.size() == MOST_LINES - 1;
            if (last && end < rest.length()) {
                int cut = fitting(rest, measure - TITLE.width("…"));
                lines.add(rest.substring(0, cut).strip() + "…");
            } else {
                lines.add(rest.substring(0, end).strip());
            }
            rest = rest.substring(end).strip();
        }
        return lines;
    }

    /// How many characters of `text` fit: whole words, unless the first alone is too long.
    private static int fitting(String text, double measure) {
        double width = 0;
        int space = 0;
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            width += TITLE.width(Character.toString(codePoint));
            if (width > measure) {
                return space > 0 ? space : Math.max(at, Character.charCount(codePoint));
            }
            if (codePoint == ' ') {
                space = at;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private static String shown(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .limit(400)
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> TITLE.has(c) && isPlain(c))
                .forEach(kept::appendCodePoint);
        return kept.toString().replaceAll(" +", " ").strip();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getDirectionality(codePoint)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_NONSPACING_MARK,
                    Character.DIRECTIONALITY_BOUNDARY_NEUTRAL ->
                    false;
            default -> true;
        };
    }

    private static String spaced(String text) {
        return String.join("\u200A\u200A", text.split(""));
    }
}
