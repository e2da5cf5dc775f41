package nl.termijn.pdf;

import org.jspecify.annotations.Nullable;

/** The element of a table, made when its first row is drawn. */
final class TableTags {
    private final boolean withHead;
    private Tags.@Nullable Element table;
    private Tags.@Nullable Element body;

    TableTags(boolean withHead) {
        this.withHead = withHead;
    }

    Tags.@Nullable Element table(Pen pen) {
        if (table == null) {
            table = pen.element(SheetPart.part(pen), "Table");
        }
        return table;
    }

    Tags.@Nullable Element body(Pen pen) {
        if (!withHead) {
            return table(pen);
        }
        if (body == null) {
            body = pen.element(table(pen), "TBody");
        }
        return body;
    }
}
