package nl.termijn.pdf.html;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.css.CSSPrimitiveValue;
import org.xhtmlrenderer.context.StyleReference;
import org.xhtmlrenderer.css.constants.CSSName;
import org.xhtmlrenderer.css.constants.IdentValue;
import org.xhtmlrenderer.css.newmatch.CascadedStyle;
import org.xhtmlrenderer.css.newmatch.PageInfo;
import org.xhtmlrenderer.css.sheet.PropertyDeclaration;
import org.xhtmlrenderer.css.style.CalculatedStyle;
import org.xhtmlrenderer.extend.NamespaceHandler;
import org.xhtmlrenderer.extend.ReplacedElement;
import org.xhtmlrenderer.extend.UserAgentCallback;
import org.xhtmlrenderer.extend.UserInterface;
import org.xhtmlrenderer.layout.LayoutContext;
import org.xhtmlrenderer.layout.SharedContext;
import org.xhtmlrenderer.layout.breaker.BreakPointsProvider;
import org.xhtmlrenderer.layout.breaker.DefaultLineBreakingStrategy;
import org.xhtmlrenderer.pdf.ITextOutputDevice;
import org.xhtmlrenderer.pdf.ITextReplacedElementFactory;
import org.xhtmlrenderer.render.BlockBox;
import org.xhtmlrenderer.simple.extend.XhtmlNamespaceHandler;

/**
 * The steps of the engine that can be seen from outside: it asks for the style of an element, for the id of each block that it
 * lays out, for the picture in its place, for a page. Each is counted on the budget of the drawing. Not safe for many threads.
 */
final class Steps {
    private Budget budget = new Budget(new Limits(1, Duration.ofSeconds(1)));

    /** From now on counts on {@code next}. */
    void use(Budget next) {
        budget = next;
    }

    Budget budget() {
        return budget;
    }

    /** Finds the styles of elements and pages. */
    final class Matching extends StyleReference {
        private final NamespaceHandler names = new Ids();

        Matching(UserAgentCallback files) {
            super(files);
        }

        @Override
        public void setDocumentContext(
                SharedContext context, NamespaceHandler engines, Document document, UserInterface user) {
            context.setNamespaceHandler(names);
            super.setDocumentContext(context, names, document, user);
        }

        @Override
        public CascadedStyle getCascadedStyle(@Nullable Element element, boolean again) {
            budget.step();
            CascadedStyle style = super.getCascadedStyle(element, again);
            Node row = element == null ? null : element.getParentNode();
            if (row != null && style.getIdent(CSSName.DISPLAY) == IdentValue.TABLE_CELL) {
                budget.cell(row, span(style));
            }
            return style;
        }

        private static int span(CascadedStyle style) {
            PropertyDeclaration span = style.propertyByName(CSSName.FS_COLSPAN);
            return span == null ? 1 : Math.max(1, (int) span.getValue().getFloatValue(CSSPrimitiveValue.CSS_NUMBER));
        }

        @Override
        public PageInfo getPageStyle(@Nullable String name, String pseudo) {
            budget.page();
            return super.getPageStyle(name, pseudo);
        }
    }

    /** Asked for the places to break a text at, for each line of it. */
    final class Breaking extends DefaultLineBreakingStrategy {
        @Override
        public BreakPointsProvider getBreakPointsProvider(String text, String language, CalculatedStyle style) {
            budget.line();
            budget.step(text.length());
            return super.getBreakPointsProvider(text, language, style);
        }
    }

    /** Asked for the name and the id of a block each time that it is laid out. */
    private final class Ids extends XhtmlNamespaceHandler {
        @Override
        public @Nullable String getAnchorName(@Nullable Element element) {
            budget.step();
            return super.getAnchorName(element);
        }
    }

    /** Asked for a picture in the place of each block of which the size is found. */
    final class Elements extends ITextReplacedElementFactory {
        /** Five metres, in points. */
        private static final float LARGEST = 5000 / 25.4f * 72;

        private final float largest;

        Elements(ITextOutputDevice device, float dotsPerPoint) {
            super(device);
            largest = LARGEST * dotsPerPoint;
        }

        @Override
        public @Nullable ReplacedElement createReplacedElement(
                LayoutContext context, BlockBox box, UserAgentCallback files, int width, int height) {
            budget.box();
            budget.check(
                    Math.abs((float) width) <= largest && Math.abs((float) height) <= largest,
                    "a box of it is larger than 5 metres");
            return super.createReplacedElement(context, box, files, width, height);
        }
    }
}
