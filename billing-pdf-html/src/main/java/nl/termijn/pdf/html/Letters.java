package nl.termijn.pdf.html;

import com.lowagie.text.pdf.BaseFont;
import java.awt.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nl.termijn.error.ProviderException;
import nl.termijn.pdf.Typeface;
import org.jspecify.annotations.Nullable;
import org.xhtmlrenderer.css.constants.IdentValue;
import org.xhtmlrenderer.css.sheet.FontFaceRule;
import org.xhtmlrenderer.css.value.FontSpecification;
import org.xhtmlrenderer.extend.FSImage;
import org.xhtmlrenderer.extend.FontContext;
import org.xhtmlrenderer.extend.UserAgentCallback;
import org.xhtmlrenderer.layout.SharedContext;
import org.xhtmlrenderer.pdf.FontDescription;
import org.xhtmlrenderer.pdf.ITextFSFont;
import org.xhtmlrenderer.pdf.ITextFontResolver;
import org.xhtmlrenderer.pdf.ITextOutputDevice;
import org.xhtmlrenderer.pdf.ITextRenderer;
import org.xhtmlrenderer.pdf.ITextTextRenderer;
import org.xhtmlrenderer.render.Box;
import org.xhtmlrenderer.render.FSFont;
import org.xhtmlrenderer.render.JustificationInfo;
import org.xhtmlrenderer.render.RenderingContext;

/**
 * The fonts of a layout: the built-in ones and the seller's own, all of them embedded, each with one that stands in for
 * letters it lacks. Not safe for many threads.
 */
final class Letters extends ITextFontResolver {
    /** CSS's own names, and what they mean here. */
    static final List<String> GENERIC = List.of("serif", "sans-serif", "monospace");

    /** A metre, in the engine's dots. */
    private static final float LARGEST = 1000 / 25.4f * 72 * ITextRenderer.DEFAULT_DOTS_PER_POINT;

    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    private final Map<String, List<Cut>> families = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final IdentityHashMap<BaseFont, Typeface> faces = new IdentityHashMap<>();
    private final IdentityHashMap<BaseFont, FontDescription> standIns = new IdentityHashMap<>();
    private final Steps steps;
    private boolean replacing;

    /** One cut of a family. */
    private record Cut(FontDescription description, boolean bold, boolean italic) {}

    Letters(List<Styles.Font> own, Steps steps) {
        this.steps = steps;
        for (String family : Typeface.families()) {
            for (Typeface.Weight weight : Typeface.Weight.values()) {
                add(new Styles.Font("", 0, family, Typeface.builtIn(family, weight), weight, false));
            }
        }
        own.forEach(this::add);
        families.putAll(Map.of("sans-serif", family("sans"), "monospace", family("sans")));
    }

    private List<Cut> family(String name) {
        return families.computeIfAbsent(name, key -> new ArrayList<>());
    }

    private void add(Styles.Font font) {
        boolean bold = font.weight() == Typeface.Weight.BOLD;
        BaseFont base = font.face().font();
        FontDescription description =
                new FontDescription(base, font.italic() ? IdentValue.ITALIC : IdentValue.NORMAL, bold ? BOLD : REGULAR);
        family(font.family()).add(new Cut(description, bold, font.italic()));
        faces.put(base, font.face());
    }

    static boolean isBold(IdentValue weight) {
        return convertWeightToInt(weight) >= 600;
    }

    /** Whether a letter that no font has becomes a question mark; else the document is refused. */
    void replaceMissing(boolean value) {
        replacing = value;
    }

    /** The cut that is nearest to what the style wants, of the first family that is here. */
    @Override
    public FSFont resolveFont(SharedContext context, FontSpecification wanted) {
        Budget budget = steps.budget();
        budget.step();
        budget.check(wanted.size >= 0 && wanted.size <= LARGEST, "letters of it are larger than a metre");
        List<Cut> cuts = family("sans");
        String[] names = wanted.families == null ? new String[0] : wanted.families;
        for (String name : names) {
            List<Cut> found = families.get(name.replaceAll("^['\"]|['\"]$", ""));
            if (found != null) {
                cuts = found;
                break;
            }
        }
        boolean bold = isBold(wanted.fontWeight);
        boolean italic = wanted.fontStyle == IdentValue.ITALIC || wanted.fontStyle == IdentValue.OBLIQUE;
        Cut best = Collections.min(
                cuts, Comparator.comparingInt(cut -> (cut.italic() == italic ? 0 : 2) + (cut.bold() == bold ? 0 : 1)));
        return new ITextFSFont(best.description(), wanted.size);
    }

    @Override
    public void flushFontFaceFonts() {
        // they came with the layout and stay with it
    }

    @Override
    public void importFontFaces(List<FontFaceRule> rules, UserAgentCallback files) {
        // read when the layout was set
    }

    private Typeface face(FSFont font) {
        BaseFont base = ((ITextFSFont) font).getFontDescription().getFont();
        Typeface face = faces.get(base);
        if (face == null) {
            throw new IllegalStateException("a font that is not of the layout");
        }
        return face;
    }

    /** As {@code font}, with another's letters. */
    private FSFont instead(ITextFSFont font, BaseFont other) {
        FontDescription description = standIns.computeIfAbsent(
                other,
                base -> new FontDescription(
                        base,
                        font.getFontDescription().getStyle(),
                        font.getFontDescription().getWeight()));
        return new ITextFSFont(description, font.getSize2D());
    }

    private String checked(Typeface face, String text) {
        String plain = text.replace('\n', ' ').replace('\t', ' ');
        int letter = replacing ? -1 : face.missing(plain);
        if (letter >= 0) {
            throw new ProviderException(
                    ProviderException.Retry.NEVER,
                    String.format(
                            "no font has the letter %s (U+%04X): correct it, bring a font that has it, or let it be"
                                    + " replaced (missingLetter in the theme).",
                            Character.toString(letter), letter),
                    null);
        }
        return plain;
    }

    /** Measures text with the letters that it will be drawn with. */
    final class Measure extends ITextTextRenderer {
        private static final float NEARLY = 0.01f;
        private static final int WIDEST_METRES = 500;
        private static final float WIDEST = WIDEST_METRES * LARGEST;

        @Override
        public int getWidth(FontContext context, FSFont font, String text) {
            steps.budget().step(text.length());
            Typeface face = face(font);
            float width = face.width(checked(face, text), font.getSize2D());
            steps.budget().check(width <= WIDEST, "a line of it is longer than " + WIDEST_METRES + " metres");
            return (int) Math.ceil(width - NEARLY);
        }
    }

    /** Draws text, each letter in a font that has it. */
    final class Device extends ITextOutputDevice {
        private @Nullable ITextFSFont current;

        Device(float dotsPerPoint) {
            super(dotsPerPoint);
        }

        @Override
        public void setFont(FSFont font) {
            super.setFont(font);
            current = (ITextFSFont) font;
        }

        @Override
        public void drawString(String text, float x, float y, @Nullable JustificationInfo info) {
            steps.budget().step(text.length());
            ITextFSFont font = current;
            if (font == null) {
                return;
            }
            Typeface face = face(font);
            float at = x;
            for (Typeface.Run run : face.runs(text.replace('\n', ' ').replace('\t', ' '))) {
                if (!faces.containsKey(run.font())) {
                    super.setFont(instead(font, run.font()));
                }
                super.drawString(run.text(), at, y, info);
                super.setFont(font);
                at += face.width(run.text(), font.getSize2D());
            }
        }

        @Override
        public void paintBackground(RenderingContext context, Box box) {
            steps.budget().step();
            super.paintBackground(context, box);
        }

        @Override
        public void paintBorder(RenderingContext context, Box box) {
            steps.budget().step();
            super.paintBorder(context, box);
        }

        @Override
        public void fill(Shape shape) {
            steps.budget().step();
            super.fill(shape);
        }

        @Override
        public void drawImage(FSImage picture, int x, int y) {
            steps.budget().picture();
            super.drawImage(picture, x, y);
        }

        /** CSS's cmyk() would need another output intent than the file has. */
        @Override
        public boolean isSupportsCMYKColors() {
            return false;
        }
    }
}
