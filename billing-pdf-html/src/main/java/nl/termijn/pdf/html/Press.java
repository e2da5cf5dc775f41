package nl.termijn.pdf.html;

import static org.xhtmlrenderer.layout.Layer.PagedMode.PAGED_MODE_PRINT;

import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfWriter;
import java.awt.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.termijn.pdf.Layout;
import org.w3c.dom.Document;
import org.xhtmlrenderer.css.style.CalculatedStyle.Edge;
import org.xhtmlrenderer.layout.BoxBuilder;
import org.xhtmlrenderer.layout.Layer;
import org.xhtmlrenderer.layout.LayoutContext;
import org.xhtmlrenderer.layout.SharedContext;
import org.xhtmlrenderer.pdf.ITextFontContext;
import org.xhtmlrenderer.pdf.ITextRenderer;
import org.xhtmlrenderer.render.BlockBox;
import org.xhtmlrenderer.render.PageBox;
import org.xhtmlrenderer.render.RenderingContext;
import org.xhtmlrenderer.render.ViewportBox;
import org.xhtmlrenderer.util.XRLog;

/** The engine with its style sheets and pictures read: it draws one document after another. Not safe for many threads. */
final class Press {
    private static final float DOTS_PER_POINT = ITextRenderer.DEFAULT_DOTS_PER_POINT;
    private static final int DOTS_PER_PIXEL = ITextRenderer.DEFAULT_DOTS_PER_PIXEL;

    static {
        XRLog.setLoggerImpl(new EngineLog());
    }

    private final Letters letters;
    private final Letters.Device device;
    private final LockedFiles files;
    private final ITextRenderer engine;
    private final Steps steps = new Steps();

    Press(Map<String, byte[]> pictures, List<Markup.Sheet> sheets, List<Styles.Font> fonts) {
        letters = new Letters(fonts, steps);
        device = letters.new Device(DOTS_PER_POINT);
        files = new LockedFiles(pictures, sheets, device, DOTS_PER_PIXEL);
        engine = new ITextRenderer(
                DOTS_PER_POINT,
                DOTS_PER_PIXEL,
                device,
                files,
                letters,
                steps.new Elements(device, DOTS_PER_POINT),
                letters.new Measure());
        SharedContext shared = engine.getSharedContext();
        shared.setCss(steps.new Matching(files));
        shared.setLineBreakingStrategy(steps.new Breaking());
    }

    /** Lays {@code document} out within {@code budget}. Until its pages are drawn nothing else can be. */
    Layout.Pages pages(Document document, Optional<String> code, boolean replaceMissing, Budget budget) {
        steps.use(budget);
        files.code(code);
        letters.replaceMissing(replaceMissing);
        engine.setDocument(document);
        BlockBox root = laidOut(document, budget);
        return new Drawing(root, Objects.requireNonNull(root.getLayer()));
    }

    /** As the engine does it in one step, with a look at the pages between its two. */
    private BlockBox laidOut(Document document, Budget budget) {
        SharedContext shared = engine.getSharedContext();
        ITextFontContext fonts = new ITextFontContext();
        LayoutContext context = shared.newLayoutContextInstance(fonts);
        shared.getTextRenderer().setup(fonts);
        BlockBox root = BoxBuilder.createRootBox(context, document);
        PageBox first = Layer.createPageBox(context, "first");
        root.setContainingBlock(new ViewportBox(
                new java.awt.Rectangle(0, 0, first.getContentWidth(context), first.getContentHeight(context))));
        root.layout(context);
        Layer layer = Objects.requireNonNull(root.getLayer());
        layer.trimEmptyPages(layer.getPaintingDimension(context).height);
        budget.pages(layer.getPages().size());
        budget.margins();
        layer.layoutPages(context);
        return root;
    }

    /** The pages of one document. */
    private final class Drawing implements Layout.Pages {
        private final BlockBox root;
        private final Layer layer;
        private final List<PageBox> pages;
        private final RenderingContext context;

        Drawing(BlockBox root, Layer layer) {
            this.root = root;
            this.layer = layer;
            pages = layer.getPages();
            SharedContext shared = engine.getSharedContext();
            context = shared.newRenderingContextInstance(device, new ITextFontContext(), layer, 0);
            context.setPageCount(pages.size());
            layer.assignPagePaintingPositions(context, PAGED_MODE_PRINT);
        }

        @Override
        public int count() {
            return pages.size();
        }

        @Override
        public Rectangle size(int page) {
            PageBox box = pages.get(page - 1);
            return new Rectangle(box.getWidth(context) / DOTS_PER_POINT, box.getHeight(context) / DOTS_PER_POINT);
        }

        @Override
        @SuppressWarnings("NullAway") // at first nothing is cut off, which the engine says by null
        public void draw(int page, PdfWriter writer) {
            if (page == 1) {
                device.setRoot(root);
                device.setWriter(writer);
                device.setStartPageNo(writer.getPageNumber() - 1);
            }
            PageBox box = pages.get(page - 1);
            device.initializePage(writer.getDirectContent(), size(page).getHeight());
            context.setPage(page - 1, box);
            box.paintBackground(context, 0, PAGED_MODE_PRINT);
            box.paintMarginAreas(context, 0, PAGED_MODE_PRINT);
            box.paintBorder(context, 0, PAGED_MODE_PRINT);
            Shape whole = device.getClip();
            device.clip(box.getPrintClippingBounds(context));
            int left = box.getMarginBorderPadding(context, Edge.LEFT);
            int top = box.getMarginBorderPadding(context, Edge.TOP) - box.getPaintingTop();
            device.translate(left, top);
            layer.paint(context);
            device.translate(-left, -top);
            device.setClip(whole);
            device.finishPage();
        }
    }
}
