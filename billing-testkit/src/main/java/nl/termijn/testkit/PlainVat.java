package nl.termijn.testkit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nl.termijn.administration.Pricing;
import nl.termijn.invoice.Invoice;
import nl.termijn.invoice.InvoiceId;
import nl.termijn.invoice.InvoiceKind;
import nl.termijn.invoice.InvoiceLine;
import nl.termijn.invoice.InvoiceStatus;
import nl.termijn.invoice.Issuance;
import nl.termijn.invoice.LineOrigin;
import nl.termijn.invoice.VatRow;
import nl.termijn.money.Amounts;

/** VAT by rules D2, D3 and E2, computed from the lines and the page alone. */
final class PlainVat {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private PlainVat() {}

    /**
     * A row as its lines have it.
     *
     * @param nets sum of what the document says its lines are without VAT
     * @param netPriced sum of the lines whose prices are without VAT
     * @param grossPriced sum of those whose prices are with VAT
     * @param vat of both
     * @param credits whether its VAT is that of what it credits instead
     */
    record Row(BigDecimal nets, BigDecimal netPriced, BigDecimal grossPriced, BigDecimal vat, boolean credits) {}

    static Row row(Invoice document, VatRow row) {
        BigDecimal nets = BigDecimal.ZERO;
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal gross = BigDecimal.ZERO;
        for (int i = 0; i < document.lines().size(); i++) {
            InvoiceLine line = document.lines().get(i);
            if (key(line).equals(key(row))) {
                nets = nets.add(Amounts.decimal(document.totals().lineNets().get(i)));
                BigDecimal amount = Amounts.decimal(line.amount());
                net = line.pricing() == Pricing.NET ? net.add(amount) : net;
                gross = line.pricing() == Pricing.GROSS ? gross.add(amount) : gross;
            }
        }
        return new Row(nets, net, gross, vat(net, gross, row.rate(), digits(document)), isCredit(document));
    }

    /**
     * Whether rule E2 gives the VAT of a document: a credit note of nothing but credits on one invoice. What a run makes of credits
     * on several has a VAT of its own, as on a run's invoice.
     */
    private static boolean isCredit(Invoice document) {
        Set<InvoiceId> credited = new HashSet<>();
        for (InvoiceLine line : document.lines()) {
            if (line.origin() instanceof LineOrigin.Credit credit) {
                credited.add(credit.line().invoice());
            } else {
                return false;
            }
        }
        return document.kind() == InvoiceKind.CREDIT_NOTE && credited.size() == 1;
    }

    private static BigDecimal vat(BigDecimal net, BigDecimal gross, BigDecimal rate, int digits) {
        return net.multiply(rate)
                .divide(HUNDRED, digits, RoundingMode.HALF_UP)
                .add(gross.multiply(rate).divide(HUNDRED.add(rate), digits, RoundingMode.HALF_UP));
    }

    private static int digits(Invoice document) {
        return document.currency().getDefaultFractionDigits();
    }

    private static String key(InvoiceLine line) {
        return key(line.vat().category() + "", line.vat().rate());
    }

    private static String key(VatRow row) {
        return key(row.category() + "", row.rate());
    }

    private static String key(String category, BigDecimal rate) {
        return category + " " + rate.stripTrailingZeros().toPlainString();
    }

    /** What the lines of a document come to with VAT, not rounded. */
    static BigDecimal exactGross(Invoice document) {
        BigDecimal gross = BigDecimal.ZERO;
        for (InvoiceLine line : document.lines()) {
            BigDecimal amount = Amounts.decimal(line.amount());
            gross = gross.add(
                    line.pricing() == Pricing.GROSS
                            ? amount
                            : amount.multiply(HUNDRED.add(line.vat().rate())).divide(HUNDRED, MathContext.DECIMAL128));
        }
        return gross;
    }

    /**
     * Invoices and the notes that credit them: one of each, unless notes were merged.
     *
     * @param drafts whether drafts of notes count
     */
    static List<Settled> creditedTogether(List<Invoice> documents, DayLedger ledger, boolean drafts) {
        Map<InvoiceId, Settled> of = new LinkedHashMap<>();
        for (Invoice note : documents) {
            if (isCredit(note)
                    && (note.status() == InvoiceStatus.SENT
                            || (drafts && note.status() == InvoiceStatus.AWAITING_APPROVAL))) {
                Settled settled = new Settled(ledger);
                for (InvoiceLine line : note.lines()) {
                    InvoiceId invoice =
                            ((LineOrigin.Credit) line.origin()).line().invoice();
                    settled.join(of.getOrDefault(invoice, settled));
                    settled.ids.add(invoice);
                }
                settled.notes.add(note);
                settled.ids.forEach(id -> of.put(id, settled));
            }
        }
        Set<Settled> all = new LinkedHashSet<>(of.values());
        for (Settled settled : all) {
            documents.stream().filter(each -> settled.ids.contains(each.id())).forEach(settled.invoices::add);
        }
        return new ArrayList<>(all);
    }

    /** Invoices with all notes that credit them. */
    static final class Settled {
        private final DayLedger ledger;
        private final Set<InvoiceId> ids = new HashSet<>();
        private final List<Invoice> invoices = new ArrayList<>();
        private final Set<Invoice> notes = new LinkedHashSet<>();

        private Settled(DayLedger ledger) {
            this.ledger = ledger;
        }

        private void join(Settled other) {
            ids.addAll(other.ids);
            notes.addAll(other.notes);
        }

        int notes() {
            return notes.size();
        }

        /** Whether something of them was credited on other documents too, or waits for one, where it has its own VAT. */
        boolean mixed() {
            return ledger.lines().stream()
                    .anyMatch(line -> line.data().origin() instanceof LineOrigin.Credit credit
                            && ids.contains(credit.line().invoice())
                            && !isOnNote(line));
        }

        private boolean isOnNote(DayLedger.Line credit) {
            return credit.document().filter(notes::contains).isPresent();
        }

        /** The VAT of what the notes credit, per row. */
        Map<String, BigDecimal> vatOfCredits() {
            Map<String, BigDecimal> vat = new TreeMap<>();
            for (Invoice note : notes) {
                for (VatRow row : note.totals().rows()) {
                    vat.merge(key(row), Amounts.decimal(row.vat()), BigDecimal::add);
                }
            }
            return vat;
        }

        /** The VAT that the credits of a row must have: that of the row, for the part that is credited, per pricing. */
        BigDecimal mustBe(String row) {
            BigDecimal must = BigDecimal.ZERO;
            for (Invoice invoice : invoices) {
                for (Pricing pricing : Pricing.values()) {
                    must = must.add(mustBe(invoice, row, pricing));
                }
            }
            return must;
        }

        private BigDecimal mustBe(Invoice invoice, String row, Pricing pricing) {
            BigDecimal all = BigDecimal.ZERO;
            BigDecimal credited = BigDecimal.ZERO;
            BigDecimal rate = BigDecimal.ZERO;
            for (DayLedger.Line line : linesOf(invoice)) {
                if (key(line.data()).equals(row) && line.data().pricing() == pricing) {
                    rate = line.data().vat().rate();
                    all = all.add(line.amount());
                    for (DayLedger.Line credit : line.credits()) {
                        if (isOnNote(credit)) {
                            credited = credited.add(credit.amount());
                        }
                    }
                }
            }
            boolean net = pricing == Pricing.NET;
            int digits = digits(invoice);
            if (all.signum() == 0) {
                return vat(net ? credited : BigDecimal.ZERO, net ? BigDecimal.ZERO : credited, rate, digits);
            }
            BigDecimal vat = vat(net ? all : BigDecimal.ZERO, net ? BigDecimal.ZERO : all, rate, digits);
            return vat.multiply(credited).divide(all, digits, RoundingMode.HALF_UP);
        }

        /**
         * By how much a share of the VAT of {@code row} magnifies the cent by which that VAT was rounded: more than once where lines
         * of the row nearly cancel out, and more is credited of one of them than all come to.
         */
        BigDecimal magnifies(String row) {
            BigDecimal most = BigDecimal.ONE;
            for (Invoice invoice : invoices) {
                BigDecimal all = BigDecimal.ZERO;
                BigDecimal credited = BigDecimal.ZERO;
                for (DayLedger.Line line : linesOf(invoice)) {
                    if (key(line.data()).equals(row)) {
                        all = all.add(line.amount());
                        for (DayLedger.Line credit : line.credits()) {
                            credited = credited.add(credit.amount().abs());
                        }
                    }
                }
                if (all.signum() != 0) {
                    most = most.max(credited.divide(all.abs(), 0, RoundingMode.UP));
                }
            }
            return most;
        }

        private List<DayLedger.Line> linesOf(Invoice invoice) {
            return ledger.lines().stream()
                    .filter(line -> line.document()
                            .filter(document -> document.id().equals(invoice.id()))
                            .isPresent())
                    .toList();
        }

        /** Whether the notes alone credited every line of the invoices in full. */
        boolean isAllCredited() {
            return !mixed()
                    && invoices.stream()
                            .flatMap(invoice -> linesOf(invoice).stream())
                            .allMatch(line -> line.credits().stream()
                                            .map(DayLedger.Line::amount)
                                            .reduce(line.amount(), BigDecimal::add)
                                            .signum()
                                    == 0);
        }

        /**
         * The VAT in euro that the notes must have together, less what they have: that of their invoice, for the part of its VAT
         * that is credited. Nothing where there is none, or of several invoices.
         */
        Optional<BigDecimal> euroMissing() {
            Optional<BigDecimal> charged = invoices.size() == 1 ? euro(invoices.get(0)) : Optional.empty();
            BigDecimal vat = charged.isEmpty()
                    ? BigDecimal.ZERO
                    : Amounts.decimal(invoices.get(0).totals().vat());
            if (vat.signum() == 0) {
                return Optional.empty();
            }
            BigDecimal credited = BigDecimal.ZERO;
            BigDecimal inEuro = BigDecimal.ZERO;
            for (Invoice note : notes) {
                credited = credited.add(Amounts.decimal(note.totals().vat()));
                inEuro = inEuro.add(euro(note).orElse(BigDecimal.ZERO));
            }
            return Optional.of(charged.get()
                    .multiply(credited)
                    .divide(vat, 2, RoundingMode.HALF_UP)
                    .subtract(inEuro));
        }

        private static Optional<BigDecimal> euro(Invoice document) {
            return document.issuance().flatMap(Issuance::euroVat).map(euro -> Amounts.decimal(euro.vat()));
        }

        /** What invoices and notes come to in each row, and in euro. */
        Map<String, BigDecimal> left() {
            Map<String, BigDecimal> left = new HashMap<>();
            List<Invoice> all = new ArrayList<>(invoices);
            all.addAll(notes);
            for (Invoice each : all) {
                for (VatRow row : each.totals().rows()) {
                    left.merge(key(row) + " taxable", Amounts.decimal(row.taxable()), BigDecimal::add);
                    left.merge(key(row) + " VAT", Amounts.decimal(row.vat()), BigDecimal::add);
                }
                euro(each).ifPresent(euro -> left.merge("VAT in euro", euro, BigDecimal::add));
            }
            return left;
        }

        @Override
        public String toString() {
            return invoices.stream().map(Invoice::name).toList() + " and their credit "
                    + notes.stream().map(Invoice::name).toList();
        }
    }
}
