package nl.termijn.store.jdbc;

import java.util.List;
import java.util.Optional;
import nl.termijn.document.DocumentArchive;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.ConflictException;

/** Documents in a table, beside the invoices that they are of. */
final class JdbcDocumentArchive implements DocumentArchive {
    private static final String INSERT = "insert into {s}.document (sha256, file_name, media_type, content)"
            + " select cast(? as varchar), cast(? as varchar), cast(? as varchar), ?"
            + " where not exists (select 1 from {s}.document where sha256 = ?)";
    private static final String SELECT = "select * from {s}.document where sha256 = ?";

    private final Transactions transactions;

    JdbcDocumentArchive(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void put(String sha256, RenderedDocument document) {
        try {
            transactions.run(sql -> sql.batch(INSERT, List.<Object[]>of(new Object[] {
                sha256, document.fileName(), document.mediaType(), document.content(), sha256
            })));
        } catch (ConflictException e) {
            // another host has kept the same bytes meanwhile
            if (get(sha256).isEmpty()) {
                throw e;
            }
        }
    }

    @Override
    public void erase(String sha256) {
        transactions.run(sql -> sql.change("delete from {s}.document where sha256 = ?", sha256));
    }

    @Override
    public Optional<RenderedDocument> get(String sha256) {
        return transactions.run(sql -> sql.first(
                SELECT,
                row -> new RenderedDocument(row.text("file_name"), row.text("media_type"), row.bytes("content")),
                sha256));
    }
}
