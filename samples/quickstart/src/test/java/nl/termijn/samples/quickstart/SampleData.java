package nl.termijn.samples.quickstart;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nl.termijn.samples.quickstart.ActionRow.Action;
import nl.termijn.samples.quickstart.CustomerRow.Kind;
import nl.termijn.samples.quickstart.SubscriptionRow.Alignment;
import nl.termijn.samples.quickstart.SubscriptionRow.Timing;

/**
 * The shipped sample: a hosting reseller who takes over his customers from another system on 1 January 2026.
 *
 * <p>Made up from a fixed seed, so the same bytes on every machine. Nobody in it exists: the addresses are {@code .example}, the VAT ids
 * only obey the check digits. Every row is meant to be accepted, and the actions make sense one after another.
 */
final class SampleData {
    private static final int CUSTOMERS = 280;
    private static final int SUBSCRIPTIONS = 800;
    private static final int PENDING_LINES = 160;
    private static final LocalDate TAKEN_OVER = LocalDate.of(2026, 1, 1);

    private static final List<String> FIRST_NAMES = List.of(
            "Sanne", "Daan", "Fatima", "Jeroen", "Lotte", "Mehmet", "Noor", "Pieter", "Roos", "Thijs", "Anouk", "Bram",
            "Chloë", "Emre", "Femke", "Gijs", "Hanna", "Ilse", "Joost", "Kees", "Lieke", "Marloes", "Niels", "Renée");
    private static final List<String> LAST_NAMES = List.of(
            "de Vries",
            "Jansen",
            "van den Berg",
            "Bakker",
            "Visser",
            "Smit",
            "Meijer",
            "de Boer",
            "Mulder",
            "de Groot",
            "Bos",
            "Vos",
            "Peters",
            "Hendriks",
            "van Leeuwen",
            "Dekker",
            "Brouwer",
            "de Wit",
            "Dijkstra",
            "Smits",
            "Yılmaz",
            "van der Meer",
            "Kuipers",
            "Postma",
            "Willems",
            "Hoekstra",
            "Çelik",
            "Verhoeven",
            "Schouten");
    private static final List<String> TRADES = List.of(
            "Installatietechniek",
            "Bouw",
            "Tandartsen",
            "Makelaars",
            "Advocaten",
            "Accountants",
            "Hoveniers",
            "Transport",
            "Interieur",
            "Fysiotherapie",
            "Rijschool",
            "Catering",
            "Schilders",
            "Fotografie",
            "Webwinkels",
            "Adviseurs",
            "Optiek",
            "Tweewielers",
            "Wijnhandel",
            "Uitgeverij");
    private static final List<String> LEGAL_FORMS = List.of("B.V.", "B.V.", "V.O.F.", "", "");
    private static final List<String> STREETS = List.of(
            "Dorpsstraat",
            "Kerkstraat",
            "Molenweg",
            "Stationsweg",
            "Julianalaan",
            "Havenkade",
            "Nieuwstraat",
            "Parallelweg",
            "Industrieweg",
            "Prins Hendrikkade",
            "Beatrixstraat",
            "Lindelaan",
            "Korte Poten",
            "Zuiderzeestraat");
    private static final List<String> CITIES = List.of(
            "1012 Amsterdam",
            "3011 Rotterdam",
            "2511 Den Haag",
            "3511 Utrecht",
            "5611 Eindhoven",
            "9711 Groningen",
            "5038 Tilburg",
            "1315 Almere",
            "4811 Breda",
            "6511 Nijmegen",
            "7311 Apeldoorn",
            "2011 Haarlem",
            "6811 Arnhem",
            "7511 Enschede",
            "8911 Leeuwarden",
            "8011 Zwolle",
            "6211 Maastricht",
            "4331 Middelburg",
            "9401 Assen",
            "5211 's-Hertogenbosch");
    private static final List<String> DUTCH_VAT_IDS = List.of("NL661712813B01", "NL000099998B57", "NL123456789B13");

    /** A country outside the Netherlands, with what its customers look like. */
    private record Abroad(
            String country, String language, List<String> names, List<String> addresses, List<String> vatIds) {}

    private static final List<Abroad> ABROAD = List.of(
            new Abroad(
                    "BE",
                    "nl",
                    List.of("Peeters & Zonen BV", "Brasserie De Zwaan BV", "Drukkerij Maes NV", "Garage Dubois SRL"),
                    List.of("Meir 44|2000|Antwerpen", "Veldstraat 12|9000|Gent", "Rue Neuve 101|1000|Bruxelles"),
                    List.of("BE0246770968", "BE0547106724")),
            new Abroad(
                    "DE",
                    "de",
                    List.of(
                            "Müller Maschinenbau GmbH",
                            "Bäckerei Schröder OHG",
                            "Weiß & Söhne GmbH",
                            "Fahrradhaus Köhler e.K."),
                    List.of(
                            "Bahnhofstraße 3|48143|Münster",
                            "Königsallee 60|40212|Düsseldorf",
                            "Lange Reihe 7|20099|Hamburg"),
                    List.of("DE832181846", "DE622976314")),
            new Abroad(
                    "FR",
                    "fr",
                    List.of("Boulangerie Lefèvre SARL", "Atelier Hélène Durand", "Société Générale de Vélos SAS"),
                    List.of("12 rue de la République|59800|Lille", "8 avenue Foch|69006|Lyon"),
                    List.of("FR17185119393", "FR39592723068")),
            new Abroad(
                    "PL",
                    "en",
                    List.of("Wiśniewski Meble Sp. z o.o.", "Łódź Software S.A."),
                    List.of("ul. Piotrkowska 90|90-103|Łódź", "ul. Długa 5|31-147|Kraków"),
                    List.of("PL4317505248", "PL5517832277")),
            new Abroad(
                    "GR",
                    "en",
                    List.of("Papadopoulos Shipping A.E.", "Ελαιώνας Ε.Π.Ε."),
                    List.of("Ermou 15|105 63|Athina", "Tsimiski 40|546 23|Thessaloniki"),
                    List.of("EL558358650", "EL291244498")),
            new Abroad(
                    "LU",
                    "fr",
                    List.of("Schmit Conseil S.à r.l.", "Kirchberg Média S.A."),
                    List.of("12 rue du Fort|1528|Luxembourg", "3 place d'Armes|1136|Luxembourg"),
                    List.of("LU98234956", "LU29778479")),
            new Abroad(
                    "GB",
                    "en",
                    List.of("Ashworth & Daughters Ltd", "Pennine Cycles Ltd"),
                    List.of("14 Market Street|LS1 6DT|Leeds"),
                    List.of()),
            new Abroad(
                    "CH",
                    "de",
                    List.of("Zürcher Käsehandel AG", "Alpenblick Treuhand GmbH"),
                    List.of("Bahnhofplatz 1|8001|Zürich"),
                    List.of()),
            new Abroad(
                    "US",
                    "en",
                    List.of("Hudson Yard Supplies, Inc.", "\"Blue Door\" Media LLC"),
                    List.of("200 Water Street|10038|New York"),
                    List.of()));

    private static final class Customer {
        private String reference = "";
        private String name = "";
        private Kind kind = Kind.BUSINESS;
        private String email = "";
        private String domain = "";
        private String street = "";
        private String postalCode = "";
        private String city = "";
        private String country = "NL";
        private String language = "nl";
        private String vatId = "";
        private int scheduleMonths = 1;
        private int scheduleStartMonth = 1;
        private String paymentTermDays = "";
        private String discountPercent = "";
        private boolean onHold;
        private boolean owesLess;
        private boolean busy;

        boolean isDutch() {
            return country.equals("NL");
        }

        /** First run from the takeover on that fits. */
        LocalDate firstRun() {
            LocalDate run = TAKEN_OVER;
            while (Math.floorMod(run.getMonthValue() - scheduleStartMonth, scheduleMonths) != 0) {
                run = run.plusMonths(1);
            }
            return run;
        }
    }

    private static final class Subscription {
        private final Customer customer;
        private String reference = "";
        private String product = "";
        private String description = "";
        private int cycleMonths = 1;
        private Timing timing = Timing.ADVANCE;
        private Alignment alignment = Alignment.ANNIVERSARY;
        private LocalDate start = TAKEN_OVER;
        private Optional<LocalDate> end = Optional.empty();
        private String quantity = "";
        private String unitPrice = "";
        private VatKind vatKind = VatKind.STANDARD;
        private boolean gross;
        private String setUpFee = "";
        private int trialPeriods;
        private String discountPercent = "";
        private String discountAmount = "";
        private String discountPeriods = "";
        private int leadDays;
        private Optional<LocalDate> billedThrough = Optional.empty();
        private boolean busy;

        Subscription(Customer customer) {
            this.customer = customer;
        }

        /** The last bound of a period on or before {@code day}, or none when the first period starts later. */
        Optional<LocalDate> lastBound(LocalDate day) {
            LocalDate anchor = anchor();
            Optional<LocalDate> found = start.isAfter(day) ? Optional.empty() : Optional.of(start);
            for (int k = 0; !anchor.plusMonths((long) k * cycleMonths).isAfter(day); k++) {
                found = Optional.of(anchor.plusMonths((long) k * cycleMonths));
            }
            return found;
        }

        /** The first bound of a period on or after {@code day}. */
        LocalDate firstBound(LocalDate day) {
            LocalDate anchor = anchor();
            if (!start.isBefore(day)) {
                return start;
            }
            int k = 0;
            while (anchor.plusMonths((long) k * cycleMonths).isBefore(day)) {
                k++;
            }
            return anchor.plusMonths((long) k * cycleMonths);
        }

        private LocalDate anchor() {
            boolean broken = alignment == Alignment.CALENDAR && start.getDayOfMonth() != 1;
            return broken ? start.withDayOfMonth(1).plusMonths(1) : start;
        }
    }

    private record Pending(
            Customer customer,
            LocalDate date,
            String description,
            String quantity,
            String unitPrice,
            VatKind vatKind,
            String discountPercent) {}

    private record Deed(LocalDate date, Action action, String subject, String amount, String argument) {}

    private final Random random = new Random(20260101);
    private final List<Customer> customers = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Pending> pendingLines = new ArrayList<>();
    private final List<Deed> deeds = new ArrayList<>();
    private final Set<String> domains = new HashSet<>();

    private SampleData() {}

    /** The files by name, each as its text. */
    static Map<String, String> files() {
        SampleData data = new SampleData();
        data.makeCustomers();
        data.makeSubscriptions();
        data.makePendingLines();
        data.makeDeeds();
        Map<String, String> files = new LinkedHashMap<>();
        files.put(AdministrationFile.FILE, administration());
        files.put(CustomerRow.FILE, data.customersCsv());
        files.put(SubscriptionRow.FILE, data.subscriptionsCsv());
        files.put(PendingLineRow.FILE, data.pendingLinesCsv());
        files.put(ActionRow.FILE, data.actionsCsv());
        return files;
    }

    private static String administration() {
        return """
                {
                  "name": "Waddenhost B.V.",
                  "street": "Zeedijk 12",
                  "postalCode": "8861 AB",
                  "city": "Harlingen",
                  "country": "NL",
                  "vatId": "NL661712813B01",
                  "kvkNumber": "01234567",
                  "iban": "NL91ABNA0417164300",
                  "bic": "ABNANL2A",
                  "email": "facturen@waddenhost.example",
                  "currency": "EUR",
                  "timeZone": "Europe/Amsterdam",
                  "paymentTermDays": 14,
                  "invoiceNumberFormat": "{yyyy}-{n:5}",
                  "creditNoteNumberFormat": "C{yyyy}-{n:5}",
                  "scheduleStartMonth": 1,
                  "policies": {
                    "pricing": "NET",
                    "negativeTotal": "CARRY_FORWARD",
                    "interimLines": "MONTHLY",
                    "endOfSubscription": "PRORATE",
                    "cancellation": "CREDIT_NOTE",
                    "zeroTotal": "INVOICE",
                    "rateChange": "SPLIT"
                  }
                }
                """;
    }

    private void makeCustomers() {
        for (int i = 0; i < CUSTOMERS; i++) {
            Customer customer = new Customer();
            customer.reference = "C" + (10001 + i);
            if (random.nextInt(100) < 16) {
                fromAbroad(customer);
            } else {
                fromHere(customer);
            }
            customer.scheduleMonths = pick(List.of(1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 4, 6, 12, 12));
            customer.scheduleStartMonth = customer.scheduleMonths > 1 && chance(40) ? 1 + random.nextInt(12) : 1;
            customer.paymentTermDays = chance(30) ? pick(List.of("7", "8", "21", "30")) : "";
            customer.discountPercent = chance(8) ? pick(List.of("5", "10", "7.5")) : "";
            customer.onHold = chance(2);
            customers.add(customer);
        }
    }

    private void fromHere(Customer customer) {
        boolean business = chance(68);
        String family = pick(LAST_NAMES);
        if (business) {
            String form = pick(LEGAL_FORMS);
            customer.name = chance(50)
                    ? capital(family) + " " + pick(TRADES) + (form.isEmpty() ? "" : " " + form)
                    : pick(TRADES) + " " + capital(family) + (form.isEmpty() ? "" : " " + form);
            customer.vatId = chance(80) ? pick(DUTCH_VAT_IDS) : "";
        } else {
            customer.kind = Kind.CONSUMER;
            customer.name = pick(FIRST_NAMES) + " " + family;
        }
        customer.domain = domain(business ? customer.name : family);
        customer.email = (business
                        ? pick(List.of("administratie", "info", "facturen"))
                        : slug(customer.name.substring(0, customer.name.indexOf(' '))))
                + "@" + customer.domain;
        String city = pick(CITIES);
        customer.street = pick(STREETS) + " " + (1 + random.nextInt(220))
                + (chance(12) ? "-" + pick(List.of("A", "B", "II")) : "");
        customer.postalCode = city.substring(0, 4) + " " + letter() + letter();
        customer.city = city.substring(5);
        customer.language = chance(4) ? "en" : "nl";
    }

    private void fromAbroad(Customer customer) {
        Abroad abroad = pick(ABROAD);
        boolean consumer = !abroad.vatIds().isEmpty() && chance(25);
        customer.kind = consumer ? Kind.CONSUMER : Kind.BUSINESS;
        customer.name = consumer ? pick(FIRST_NAMES) + " " + pick(LAST_NAMES) : pick(abroad.names());
        customer.country = abroad.country();
        customer.language = abroad.language();
        customer.vatId = consumer || abroad.vatIds().isEmpty() ? "" : pick(abroad.vatIds());
        String[] address = pick(abroad.addresses()).split("\\|", -1);
        customer.street = address[0];
        customer.postalCode = address[1];
        customer.city = address[2];
        customer.domain = domain(customer.name);
        customer.email = "billing@" + customer.domain;
    }

    private void makeSubscriptions() {
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            // everyone has one, some have many
            Customer customer = i < CUSTOMERS ? customers.get(i) : pick(customers);
            Subscription made = new Subscription(customer);
            made.reference = "S" + (20001 + i);
            made.gross = customer.kind == Kind.CONSUMER && !chance(20);
            product(made, i);
            dates(made, i);
            conditions(made);
            subscriptions.add(made);
        }
    }

    private void product(Subscription made, int i) {
        String domain = made.customer.domain;
        boolean dutch = made.customer.isDutch();
        if (i % 97 == 50 && dutch) {
            is(made, "CURSUS", "Beroepsopleiding webbeheer", 1, "45.00");
            made.vatKind = VatKind.EXEMPT;
        } else if (i % 61 == 30 && dutch) {
            is(made, "VAKBLAD", "Vakblad Beheer & Domein", 12, "59.00");
            made.vatKind = VatKind.REDUCED;
        } else if (i % 131 == 65 && dutch) {
            is(made, "NULTARIEF", "Levering tegen nultarief", 3, "18.00");
            made.vatKind = VatKind.ZERO;
        } else {
            switch (random.nextInt(14)) {
                case 0, 1, 2 -> domainName(made, domain);
                case 3, 4, 5, 6 -> hosting(made, domain);
                case 7 -> {
                    int size = random.nextInt(3);
                    is(
                            made,
                            "VPS",
                            "VPS " + "SML".charAt(size) + " vps" + (1 + random.nextInt(9)) + "." + domain,
                            1,
                            List.of("24.95", "49.00", "89.50").get(size));
                    made.timing = Timing.ARREARS;
                }
                case 8 -> {
                    is(made, "SSL", "SSL-certificaat www." + domain, 12, pick(List.of("39.00", "12.50")));
                    made.leadDays = 14;
                }
                case 9 -> {
                    is(made, "MAILBOX", "Postbussen @" + domain, 1, "1.75");
                    made.quantity = Integer.toString(1 + random.nextInt(40));
                }
                case 10 -> {
                    is(made, "BACKUP", "Back-up per GB " + domain, pick(List.of(1, 1, 3)), "0.085");
                    made.quantity = Integer.toString(25 * (1 + random.nextInt(30)));
                    made.alignment = Alignment.CALENDAR;
                }
                case 11 ->
                    is(
                            made,
                            "SLA",
                            "SLA " + pick(List.of("brons", "zilver", "goud")) + ", reactie binnen een werkdag",
                            pick(List.of(24, 36, 12)),
                            pick(List.of("480.00", "720.00", "1250.00")));
                case 12 -> {
                    int cycle = pick(List.of(1, 6, 12));
                    String month = pick(List.of("12.60", "4.955"));
                    is(
                            made,
                            "LICENTIE",
                            "Licentie controlepaneel " + domain,
                            cycle,
                            new BigDecimal(month)
                                    .multiply(BigDecimal.valueOf(cycle))
                                    .toPlainString());
                    made.quantity = chance(50) ? Integer.toString(2 + random.nextInt(9)) : "";
                }
                default -> {
                    if (chance(50)) {
                        is(
                                made,
                                "BERICHTEN",
                                "Nieuwsbrieven per bericht " + domain,
                                1,
                                pick(List.of("0.0045", "0.00395")));
                        made.quantity = Integer.toString(2500 * (1 + random.nextInt(60)));
                    } else {
                        is(made, "TELEFONIE", "+31 85 telefoonnummer met doorschakeling", 1, "3.25");
                        made.quantity = Integer.toString(1 + random.nextInt(4));
                    }
                }
            }
        }
    }

    private void domainName(Subscription made, String domain) {
        String zone = pick(List.of(".nl", ".nl", ".nl", ".com", ".eu"));
        String price = zone.equals(".nl") ? "9.95" : zone.equals(".com") ? "14.95" : "11.50";
        int years = chance(15) ? 2 : 1;
        is(
                made,
                "DOMEIN" + zone.toUpperCase(Locale.ROOT),
                "Domeinnaam (" + zone + ") " + domain,
                12 * years,
                new BigDecimal(price).multiply(BigDecimal.valueOf(years)).toPlainString());
        made.leadDays = pick(List.of(30, 30, 14, 45));
    }

    private void hosting(Subscription made, String domain) {
        int size = random.nextInt(3);
        int cycle = pick(List.of(1, 1, 1, 3, 12));
        BigDecimal month = new BigDecimal(List.of("4.95", "9.95", "24.95").get(size));
        int paid = cycle == 12 ? 10 : cycle;
        is(
                made,
                "HOSTING-" + List.of("S", "M", "L").get(size),
                "Webhosting " + List.of("Start", "Plus", "Pro").get(size) + " " + domain,
                cycle,
                month.multiply(BigDecimal.valueOf(paid)).toPlainString());
    }

    private static void is(Subscription made, String product, String description, int cycle, String price) {
        made.product = product;
        made.description = description;
        made.cycleMonths = cycle;
        made.unitPrice = price;
    }

    private void dates(Subscription made, int i) {
        if (i % 40 == 7) {
            made.start = LocalDate.of(2024, 2, 29);
        } else if (i % 40 == 19) {
            int month = pick(List.of(1, 3, 5, 7, 8, 10, 12));
            made.start = LocalDate.of(2019 + random.nextInt(7), month, 31);
        } else if (i % 9 == 4) {
            made.start = LocalDate.of(2026, 1 + random.nextInt(11), 1 + random.nextInt(28));
        } else if (chance(30)) {
            made.start = LocalDate.of(2018 + random.nextInt(8), 1 + random.nextInt(12), 1);
        } else {
            made.start = LocalDate.of(2018, 1, 1).plusDays(random.nextInt(2860));
        }
        // the other system stopped a little early: those that began at the very end it never billed
        if (made.start.isBefore(LocalDate.of(2025, 12, 1))) {
            made.billedThrough = billedThrough(made);
        }
        if (chance(9)) {
            LocalDate end = LocalDate.of(2026, 2, 1).plusDays(random.nextInt(360));
            if (end.isAfter(made.start.plusMonths(1))
                    && made.billedThrough.map(end::isAfter).orElse(true)) {
                made.end = Optional.of(chance(40) ? made.firstBound(end) : end);
            }
        }
    }

    /** Through where the other system billed at its last run before the takeover, by the rules that hold here too. */
    private static Optional<LocalDate> billedThrough(Subscription made) {
        LocalDate next = made.customer.firstRun();
        return made.timing == Timing.ADVANCE
                ? Optional.of(made.firstBound(next.plusDays(made.leadDays)))
                : made.lastBound(next.minusMonths(made.customer.scheduleMonths)).filter(made.start::isBefore);
    }

    private void conditions(Subscription made) {
        boolean isNew = made.billedThrough.isEmpty();
        if (chance(isNew ? 35 : 6)) {
            made.setUpFee = pick(List.of("15.00", "25.00", "49.50"));
        }
        if (chance(isNew ? 18 : 3) && made.cycleMonths <= 3) {
            made.trialPeriods = 1 + random.nextInt(2);
        }
        if (chance(7)) {
            made.discountPercent = pick(List.of("10", "25", "50", "12.5"));
            made.discountPeriods = chance(60) ? pick(List.of("1", "3", "6", "12")) : "";
        } else if (chance(4)) {
            made.discountAmount = pick(List.of("1.00", "2.50"));
            made.discountPeriods = chance(60) ? pick(List.of("2", "6", "24")) : "";
        }
    }

    private void makePendingLines() {
        for (int i = 0; i < PENDING_LINES; i++) {
            Customer customer = pick(customers);
            LocalDate date = i % 10 == 3
                    ? LocalDate.of(2026, 1 + random.nextInt(12), 1)
                    : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(360));
            String domain = customer.domain;
            pendingLines.add(
                    switch (i % 8) {
                        case 0, 1, 2 ->
                            new Pending(
                                    customer,
                                    date,
                                    "Werkzaamheden aan " + domain + ", uren",
                                    quarters(1 + random.nextInt(32)),
                                    "85.00",
                                    VatKind.STANDARD,
                                    chance(15) ? "10" : "");
                        case 3 ->
                            new Pending(
                                    customer,
                                    date,
                                    "Router met wifi, geleverd",
                                    Integer.toString(1 + random.nextInt(3)),
                                    "129.00",
                                    VatKind.STANDARD,
                                    "");
                        case 4 ->
                            new Pending(
                                    customer,
                                    date,
                                    "Tegemoetkoming storing " + domain,
                                    "",
                                    "-15.00",
                                    VatKind.STANDARD,
                                    "");
                        case 5 ->
                            new Pending(
                                    customer,
                                    date,
                                    "Verhuizing website naar " + domain,
                                    "",
                                    "149.00",
                                    VatKind.STANDARD,
                                    "");
                        case 6 ->
                            chance(40)
                                    ? new Pending(
                                            customer,
                                            date,
                                            "Teruggave te veel berekend in 2025",
                                            "",
                                            "-475.00",
                                            VatKind.STANDARD,
                                            "")
                                    : new Pending(
                                            customer,
                                            date,
                                            "Extra dataverkeer per GB",
                                            Integer.toString(50 + random.nextInt(900)),
                                            "0.0375",
                                            VatKind.STANDARD,
                                            "");
                        default ->
                            customer.isDutch()
                                    ? new Pending(
                                            customer,
                                            date,
                                            "Handboek \"Beheer je eigen site\", 4e druk",
                                            "",
                                            "34.95",
                                            VatKind.REDUCED,
                                            "")
                                    : new Pending(
                                            customer,
                                            date,
                                            "Advies per uur",
                                            quarters(4),
                                            "95.00",
                                            VatKind.STANDARD,
                                            "");
                    });
            customer.owesLess |= pendingLines.get(i).unitPrice().startsWith("-");
        }
    }

    private void makeDeeds() {
        holdAndRelease();
        for (int i = 0; i < 14; i++) {
            Subscription changed = any();
            deed(LocalDate.of(2026, 7, 1), Action.PRICE, changed.reference, dearer(changed), "NEXT_PERIOD");
        }
        for (int i = 0; i < 6; i++) {
            Subscription changed = monthly();
            deed(day(4, 10), Action.PRICE, changed.reference, dearer(changed), "NOW");
        }
        for (int i = 0; i < 14; i++) {
            deed(
                    day(4, 11),
                    Action.QUANTITY,
                    counted().reference,
                    Integer.toString(2 + random.nextInt(12)),
                    i % 3 == 0 ? "NEXT_PERIOD" : "NOW");
        }
        for (int i = 0; i < 16; i++) {
            deed(
                    day(4, 11),
                    Action.END,
                    i % 2 == 0 ? monthly().reference : any().reference,
                    "",
                    i % 2 == 0 ? "CREDIT" : "PAID_UP");
        }
        for (int i = 0; i < 8; i++) {
            String paused = monthly().reference;
            LocalDate from = day(4, 9);
            deed(from, Action.PAUSE, paused, "", "");
            deed(from.plusDays(5L + random.nextInt(70)), Action.RESUME, paused, "", "");
        }
        for (int i = 0; i < 6; i++) {
            deed(day(2, 11), Action.SCHEDULE, free(false).reference, pick(List.of("2", "3", "6", "12")), "");
        }
        for (int i = 0; i < 12; i++) {
            deed(
                    day(1, 12),
                    Action.LINE,
                    free(false).reference,
                    pick(List.of("42.50", "85.00", "19.95")),
                    "Telefonische ondersteuning");
        }
        for (int i = 0; i < 6; i++) {
            String customer = free(false).reference;
            LocalDate date = day(2, 11);
            deed(date, Action.LINE, customer, "240.00", "Spoedherstel na inbraak op de site");
            deed(date, Action.BILL_NOW, customer, "", "");
        }
        for (int i = 0; i < 8; i++) {
            deed(
                    day(1, 12),
                    Action.INVOICE,
                    free(false).reference,
                    pick(List.of("350.00", "1250.00", "95.00")),
                    "Bouw van een website, termijn " + (1 + i % 3));
        }
        for (int i = 0; i < 22; i++) {
            Customer payer = free(true);
            deed(
                    day(1, 12),
                    Action.PAY,
                    payer.reference,
                    pick(List.of("25.00", "60.44", "121.00", "12.04", "302.50")),
                    "Overboeking " + payer.domain);
        }
        deeds.sort(Comparator.comparing(Deed::date));
    }

    private void holdAndRelease() {
        int released = 0;
        for (Customer customer : customers) {
            if (customer.onHold) {
                customer.busy = true;
                if (released++ < 3) {
                    deed(day(3, 8), Action.RELEASE, customer.reference, "", "");
                }
            }
        }
        for (int i = 0; i < 5; i++) {
            Customer held = free(false);
            LocalDate from = day(2, 8);
            deed(from, Action.HOLD, held.reference, "", "");
            deed(from.plusDays(20L + random.nextInt(60)), Action.RELEASE, held.reference, "", "");
        }
    }

    private void deed(LocalDate date, Action action, String subject, String amount, String argument) {
        deeds.add(new Deed(date, action, subject, amount, argument));
    }

    /** A subscription that runs on and that nothing else happens to. */
    private Subscription any() {
        return take(subscriptions.stream()
                .filter(s ->
                        !s.busy && !s.customer.busy && s.end.isEmpty() && s.start.isBefore(LocalDate.of(2025, 12, 1)))
                .toList());
    }

    /** One of these whose days from March on are on invoices of our own, so that there is something to credit. */
    private Subscription monthly() {
        return take(monthlies());
    }

    /** One of these that is sold by the piece. */
    private Subscription counted() {
        return take(monthlies().stream()
                .filter(s -> !s.quantity.isEmpty() && s.quantity.length() <= 2)
                .toList());
    }

    private List<Subscription> monthlies() {
        return subscriptions.stream()
                .filter(s -> !s.busy && !s.customer.busy && s.end.isEmpty())
                .filter(s -> s.cycleMonths == 1 && s.timing == Timing.ADVANCE && s.customer.scheduleMonths == 1)
                .filter(s ->
                        s.billedThrough.map(LocalDate.of(2026, 3, 1)::isAfter).orElse(false))
                .toList();
    }

    private Subscription take(List<Subscription> from) {
        Subscription taken = pick(from);
        taken.busy = true;
        return taken;
    }

    /** A customer that is never on hold; unless {@code shared}, one that nothing else happens to. */
    private Customer free(boolean shared) {
        Customer taken = pick(customers.stream()
                .filter(c -> !c.busy && !c.owesLess && !c.onHold)
                .toList());
        taken.busy = !shared;
        return taken;
    }

    private static String dearer(Subscription changed) {
        BigDecimal price = new BigDecimal(changed.unitPrice);
        return price.add(price.movePointLeft(1)).toPlainString();
    }

    private String customersCsv() {
        return csv(
                List.of(
                        "reference",
                        "name",
                        "kind",
                        "email",
                        "street",
                        "postalCode",
                        "city",
                        "country",
                        "language",
                        "vatId",
                        "scheduleMonths",
                        "scheduleStartMonth",
                        "paymentTermDays",
                        "discountPercent",
                        "onHold"),
                rows -> {
                    for (Customer c : customers) {
                        rows.row(
                                c.reference,
                                c.name,
                                c.kind,
                                c.email,
                                c.street,
                                c.postalCode,
                                c.city,
                                c.country,
                                c.language,
                                c.vatId,
                                c.scheduleMonths,
                                c.scheduleStartMonth == 1 ? "" : c.scheduleStartMonth,
                                c.paymentTermDays,
                                c.discountPercent,
                                c.onHold ? "true" : "");
                    }
                });
    }

    private String subscriptionsCsv() {
        return csv(
                List.of(
                        "reference",
                        "customer",
                        "product",
                        "description",
                        "cycleMonths",
                        "timing",
                        "alignment",
                        "start",
                        "end",
                        "quantity",
                        "unitPrice",
                        "pricing",
                        "vatKind",
                        "setUpFee",
                        "trialPeriods",
                        "discountPercent",
                        "discountAmount",
                        "discountPeriods",
                        "leadDays",
                        "billedThrough"),
                rows -> {
                    for (Subscription s : subscriptions) {
                        rows.row(
                                s.reference,
                                s.customer.reference,
                                s.product,
                                s.description,
                                s.cycleMonths,
                                s.timing,
                                s.alignment,
                                s.start,
                                s.end,
                                s.quantity,
                                new BigDecimal(s.unitPrice),
                                s.gross ? "GROSS" : "",
                                s.vatKind,
                                s.setUpFee,
                                unlessZero(s.trialPeriods),
                                s.discountPercent,
                                s.discountAmount,
                                s.discountPeriods,
                                unlessZero(s.leadDays),
                                s.billedThrough);
                    }
                });
    }

    private String pendingLinesCsv() {
        return csv(
                List.of(
                        "reference",
                        "customer",
                        "date",
                        "description",
                        "quantity",
                        "unitPrice",
                        "pricing",
                        "vatKind",
                        "discountPercent"),
                rows -> {
                    int number = 30001;
                    for (Pending p : pendingLines) {
                        rows.row(
                                "L" + number++,
                                p.customer().reference,
                                p.date(),
                                p.description(),
                                p.quantity(),
                                new BigDecimal(p.unitPrice()),
                                p.customer().kind == Kind.CONSUMER ? "GROSS" : "",
                                p.vatKind(),
                                p.discountPercent());
                    }
                });
    }

    private String actionsCsv() {
        return csv(List.of("date", "action", "subject", "amount", "argument"), rows -> {
            for (Deed d : deeds) {
                rows.row(d.date(), d.action(), d.subject(), d.amount(), d.argument());
            }
        });
    }

    private static String csv(List<String> header, CsvOutput.Content content) {
        StringWriter text = new StringWriter();
        try {
            CsvOutput.write(text, header, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String unlessZero(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }

    private static String quarters(int count) {
        return BigDecimal.valueOf(25L * count, 2).toPlainString();
    }

    private LocalDate day(int firstMonth, int lastMonth) {
        return LocalDate.of(2026, firstMonth + random.nextInt(lastMonth - firstMonth + 1), 1 + random.nextInt(28));
    }

    private String domain(String name) {
        String base = slug(name);
        String made = base;
        for (int n = 2; !domains.add(made); n++) {
            made = base + "-" + n;
        }
        return made + ".example";
    }

    private static String slug(String name) {
        String plain = Normalizer.normalize(
                        name.replace("ı", "i")
                                .replace("ß", "ss")
                                .replace("ł", "l")
                                .replace("Ł", "L"),
                        Normalizer.Form.NFD)
                .replaceAll("[^A-Za-z0-9 ]", "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll(" +", "-");
        return plain.isEmpty() ? "elaionas" : plain;
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private char letter() {
        return "ABCDEGHJKLMNPRSTVWXZ".charAt(random.nextInt(20));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
