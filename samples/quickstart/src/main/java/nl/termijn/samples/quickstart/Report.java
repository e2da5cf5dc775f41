package nl.termijn.samples.quickstart;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javax.money.CurrencyUnit;
import javax.money.MonetaryAmount;
import nl.termijn.Billing;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.document.RenderedDocument;
import nl.termijn.error.ProviderException;
import nl.termijn.event.EventTexts;
import nl.termijn.event.RecordedEvent;
import nl.termijn.figures.Forecast;
import nl.termijn.figures.RecurringRevenue;
import nl.termijn.figures.ServiceRevenue;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;
import nl.termijn.money.Rounding;
import nl.termijn.period.DateRange;
import nl.termijn.receivable.Balance;
import nl.termijn.receivable.OpenItem;
import nl.termijn.subscription.Subscription;
import nl.termijn.subscription.SubscriptionReference;

/** Writes everything that came of a play: lists, documents, report and log. */
final class Report {
    private static final int PAGE = 500;
    private static final int FORECAST_MONTHS = 12;

    /** By issue date and number; drafts last, in the order of customer and age. */
    private static final Comparator<Invoice> ORDER = Comparator.comparing(
                    (Invoice invoice) -> invoice.issuance().isEmpty())
            .thenComparing(invoice -> invoice.issuedOn().map(Object::toString).orElse(""))
            .thenComparing(invoice -> invoice.number().orElse(""))
            .thenComparing(Invoice::customer)
            .thenComparing(Invoice::id);

    private final Billing billing;
    private final Rounding rounding;
    private final YearMonth last;

    /** @param last the last month that was played */
    Report(Billing billing, CurrencyUnit currency, YearMonth last) {
        this.billing = billing;
        this.last = last;
        this.rounding = Rounding.of(currency);
    }

    List<Refusal> write(Path out, RunPlayer runs, List<Refusal> refused) throws IOException {
        List<Customer> customers = all(after -> billing.customers().page(after, PAGE), Customer::reference);
        List<Invoice> documents = new ArrayList<>();
        for (Customer customer : customers) {
            documents.addAll(billing.invoices().ofCustomer(customer.reference()));
        }
        documents.sort(ORDER);
        invoices(out, documents);
        lines(out, documents);
        vat(out, documents);
        balances(out, customers);
        subscriptions(out);
        List<Refusal> undrawn = documents(out.resolve("documents"), documents);
        List<Refusal> all = new ArrayList<>(refused);
        all.addAll(undrawn);
        report(out, runs, all, documents);
        log(out);
        return undrawn;
    }

    private static <T, K> List<T> all(Function<Optional<K>, List<T>> page, Function<T, K> key) {
        List<T> all = new ArrayList<>();
        List<T> next = page.apply(Optional.empty());
        while (!next.isEmpty()) {
            all.addAll(next);
            next = page.apply(Optional.of(key.apply(next.get(next.size() - 1))));
        }
        return all;
    }

    /** Exactly the currency's digits. */
    private BigDecimal amount(MonetaryAmount amount) {
        return rounding.round(Amounts.decimal(amount));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private void invoices(Path out, List<Invoice> documents) throws IOException {
        List<String> header = List.of(
                "number",
                "kind",
                "status",
                "customer",
                "runMonth",
                "issueDate",
                "dueDate",
                "currency",
                "net",
                "vat",
                "gross",
                "open",
                "refersTo");
        CsvOutput.write(out.resolve("invoices.csv"), header, rows -> {
            for (Invoice document : documents) {
                Optional<OpenItem> item = billing.payments().itemOf(document.id());
                rows.row(
                        document.number(),
                        document.kind(),
                        document.status(),
                        document.customer().value(),
                        document.runMonth(),
                        document.issuedOn(),
                        document.issuance().map(Issuance::dueOn),
                        document.currency().getCurrencyCode(),
                        amount(document.totals().net()),
                        amount(document.totals().vat()),
                        amount(document.totals().gross()),
                        item.map(found -> amount(found.open())).orElse(rounding.zero()),
                        refersTo(document));
            }
        });
    }

    private String refersTo(Invoice document) {
        List<String> numbers = document.issuance()
                .map(Issuance::refersToNumbers)
                .orElseGet(() -> document.refersTo().stream()
                        .flatMap(id -> billing.invoices().find(id).flatMap(Invoice::number).stream())
                        .toList());
        return String.join(" ", numbers);
    }

    private void lines(Path out, List<Invoice> documents) throws IOException {
        List<String> header = List.of(
                "number",
                "line",
                "subscription",
                "pendingLine",
                "description",
                "from",
                "to",
                "quantity",
                "periods",
                "unitPrice",
                "discount",
                "net",
                "vatCategory",
                "vatRate");
        CsvOutput.write(out.resolve("invoice-lines.csv"), header, rows -> {
            for (Invoice document : documents) {
                for (int i = 0; i < document.lines().size(); i++) {
                    InvoiceLine line = document.lines().get(i);
                    Optional<String> subscription =
                            line.origin().subscriptionReference().map(SubscriptionReference::value);
                    Optional<DateRange> days = subscription.flatMap(any -> line.days());
                    rows.row(
                            document.number(),
                            i + 1,
                            subscription,
                            line.pendingLine().map(Object::toString),
                            line.description(),
                            days.map(DateRange::from),
                            days.map(DateRange::to),
                            plain(line.quantity()),
                            line.periods(),
                            unitPrice(line),
                            amount(line.discount()),
                            amount(document.totals().lineNets().get(i)),
                            line.vat().category(),
                            plain(line.vat().rate()));
                }
            }
        });
    }

    /** A price may be finer than the currency, and is never shown coarser. */
    private BigDecimal unitPrice(InvoiceLine line) {
        BigDecimal price = plain(Amounts.decimal(line.unitPrice()));
        return price.scale() < rounding.digits() ? price.setScale(rounding.digits()) : price;
    }

    private void vat(Path out, List<Invoice> documents) throws IOException {
        List<String> header = List.of("number", "category", "rate", "taxable", "vat");
        CsvOutput.write(out.resolve("vat.csv"), header, rows -> {
            for (Invoice document : documents) {
                for (VatRow row : document.totals().rows()) {
                    rows.row(
                            document.number(),
                            row.category(),
                            plain(row.rate()),
                            amount(row.taxable()),
                            amount(row.vat()));
                }
            }
        });
    }

    private void balances(Path out, List<Customer> customers) throws IOException {
        List<String> header = List.of("customer", "invoiced", "credited", "paid", "writtenOff", "open", "credit");
        CsvOutput.write(out.resolve("customers-balance.csv"), header, rows -> {
            for (Customer customer : customers) {
                CustomerReference reference = customer.reference();
                Balance balance = billing.payments().balance(reference);
                rows.row(
                        reference.value(),
                        amount(balance.invoiced()),
                        amount(balance.credited()),
                        amount(balance.paid()),
                        amount(balance.writtenOff()),
                        amount(balance.open()),
                        amount(balance.credit()));
            }
        });
    }

    private void subscriptions(Path out) throws IOException {
        List<Subscription> subscriptions =
                all(after -> billing.subscriptions().page(after, PAGE), Subscription::reference);
        CsvOutput.write(out.resolve("subscriptions-state.csv"), List.of("reference", "billedThrough"), rows -> {
            for (Subscription subscription : subscriptions) {
                rows.row(subscription.reference().value(), subscription.billedThrough());
            }
        });
    }

    /** One file for each document, and none of an earlier play; answers which could not be drawn, and why. */
    private List<Refusal> documents(Path folder, List<Invoice> documents) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, "*.pdf")) {
            for (Path file : earlier) {
                Files.delete(file);
            }
        }
        List<Refusal> undrawn = new ArrayList<>();
        for (Invoice document : documents) {
            if (document.issuance().isPresent()) {
                try {
                    RenderedDocument rendered = billing.outbox().document(document.id());
                    Files.write(folder.resolve(rendered.fileName()), rendered.content());
                } catch (ProviderException e) {
                    undrawn.add(new Refusal("documents", 0, "number", document.name(), String.valueOf(e.getMessage())));
                }
            }
        }
        return undrawn;
    }

    private void report(Path out, RunPlayer runs, List<Refusal> refused, List<Invoice> documents) throws IOException {
        OutputFile.write(out.resolve("report.json"), writer -> {
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            printer.indentArraysWith(indenter);
            printer.indentObjectsWith(indenter);
            JsonGenerator json = JsonMapper.builder()
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .build()
                    .createGenerator(writer)
                    .setPrettyPrinter(printer);
            json.writeStartObject();
            writeRuns(json, runs);
            writeRefused(json, refused);
            writeTotals(json, documents);
            writeFigures(json);
            json.writeEndObject();
            json.flush();
            writer.write('\n');
        });
    }

    private void writeRuns(JsonGenerator json, RunPlayer runs) throws IOException {
        json.writeArrayFieldStart("runs");
        for (RunPlayer.Outcome outcome : runs.outcomes()) {
            json.writeStartObject();
            json.writeStringField("runDate", outcome.month().atDay(1).toString());
            json.writeNumberField("invoices", outcome.invoices());
            json.writeNumberField("net", rounding.round(outcome.net()));
            json.writeNumberField("vat", rounding.round(outcome.vat()));
            json.writeNumberField("gross", rounding.round(outcome.gross()));
            json.writeObjectFieldStart("skipped");
            for (var skipped : outcome.skipped().entrySet()) {
                json.writeNumberField(skipped.getKey().name(), skipped.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("waiting");
            for (RunPlayer.Waiting waiting : outcome.waiting()) {
                json.writeStartObject();
                json.writeStringField("customer", waiting.customer());
                json.writeStringField("reason", waiting.reason().name());
                json.writeNumberField("gross", rounding.round(waiting.gross()));
                json.writeStringField("since", waiting.since().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeRefused(JsonGenerator json, List<Refusal> refused) throws IOException {
        json.writeArrayFieldStart("refused");
        for (Refusal refusal : refused) {
            json.writeStartObject();
            json.writeStringField("file", refusal.file());
            json.writeNumberField("line", refusal.line());
            json.writeStringField("column", refusal.column());
            json.writeStringField("value", refusal.value());
            json.writeStringField("rule", refusal.rule());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Taxable amount and VAT of what was sent and not withdrawn. */
    private record Total(BigDecimal taxable, BigDecimal vat) {
        Total plus(Total other) {
            return new Total(taxable.add(other.taxable), vat.add(other.vat));
        }
    }

    private record TotalKey(int year, String category, BigDecimal rate) implements Comparable<TotalKey> {
        @Override
        public int compareTo(TotalKey other) {
            return Comparator.comparing(TotalKey::year)
                    .thenComparing(TotalKey::category)
                    .thenComparing(TotalKey::rate)
                    .compare(this, other);
        }
    }

    private void writeTotals(JsonGenerator json, List<Invoice> documents) throws IOException {
        Map<TotalKey, Total> totals = new TreeMap<>();
        for (Invoice document : documents) {
            if (document.status() == InvoiceStatus.SENT) {
                int year = document.issuedOn().orElseThrow().getYear();
                for (VatRow row : document.totals().rows()) {
                    totals.merge(
                            new TotalKey(year, row.category().name(), plain(row.rate())),
                            new Total(amount(row.taxable()), amount(row.vat())),
                            Total::plus);
                }
            }
        }
        json.writeArrayFieldStart("totals");
        for (var total : totals.entrySet()) {
            json.writeStartObject();
            json.writeNumberField("year", total.getKey().year());
            json.writeStringField("category", total.getKey().category());
            json.writeNumberField("rate", total.getKey().rate());
            json.writeNumberField("taxable", total.getValue().taxable());
            json.writeNumberField("vat", total.getValue().vat());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What the business came to on the last day, and what the runs of a year to come will make when nothing changes. */
    private void writeFigures(JsonGenerator json) throws IOException {
        LocalDate on = last.atEndOfMonth();
        RecurringRevenue recurring = billing.figures().recurring(on);
        json.writeObjectFieldStart("mrr");
        json.writeStringField("on", on.toString());
        json.writeNumberField("monthly", amount(recurring.monthly()));
        json.writeNumberField("yearly", amount(recurring.yearly()));
        json.writeNumberField("subscriptions", recurring.subscriptions());
        json.writeNumberField("customers", recurring.customers());
        json.writeEndObject();
        ServiceRevenue.Part revenue = billing.figures().revenue(on).total();
        json.writeObjectFieldStart("deferred");
        json.writeStringField("on", on.toString());
        json.writeNumberField("invoiced", amount(revenue.invoiced()));
        json.writeNumberField("earned", amount(revenue.earned()));
        json.writeNumberField("deferred", amount(revenue.deferred()));
        json.writeEndObject();
        json.writeArrayFieldStart("forecast");
        for (Forecast.Month month :
                billing.figures().forecast(last.plusMonths(1), FORECAST_MONTHS).months()) {
            json.writeStartObject();
            json.writeStringField("month", month.month().toString());
            json.writeNumberField("invoices", month.documents());
            json.writeNumberField("net", amount(month.net()));
            json.writeNumberField("vat", amount(month.vat()));
            json.writeNumberField("gross", amount(month.gross()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void log(Path out) throws IOException {
        OutputFile.write(out.resolve("log.txt"), writer -> {
            long after = 0;
            List<RecordedEvent> events = billing.audit().events(after, PAGE);
            while (!events.isEmpty()) {
                for (RecordedEvent event : events) {
                    writer.write(line(event));
                    after = event.sequence();
                }
                events = billing.audit().events(after, PAGE);
            }
        });
    }

    private String line(RecordedEvent event) {
        String day = event.at()
                .atZone(billing.administration().timeZone())
                .toLocalDate()
                .toString();
        return String.format(
                Locale.ROOT, "%s %06d %s\n", day, event.sequence(), EventTexts.describe(event.event(), Locale.ENGLISH));
    }
}
