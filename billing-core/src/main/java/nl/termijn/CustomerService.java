package nl.termijn;

import static nl.termijn.error.Violations.given;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.termijn.administration.Administration;
import nl.termijn.administration.Hold;
import nl.termijn.administration.Setting;
import nl.termijn.administration.SettingLevel;
import nl.termijn.customer.Customer;
import nl.termijn.customer.CustomerReference;
import nl.termijn.error.UnreadableException;
import nl.termijn.error.Violations;
import nl.termijn.event.BillingEvent;
import nl.termijn.invoice.Invoice;
import nl.termijn.money.Amounts;

/** Customers: added and changed by the host's own reference, put on hold and released. */
public final class CustomerService {
    private final Session session;

    CustomerService(Session session) {
        this.session = session;
    }

    /**
     * Adds a customer or replaces what is stored of him. Doing it again with the same data changes nothing. A customer that
     * was read before (with a version) is only saved when nobody changed him since. What is stored of him and is not valid, as
     * after a change by hand, is replaced.
     *
     * @throws nl.termijn.error.ConflictException when somebody did
     * @throws nl.termijn.error.NotAllowedException when he was erased
     */
    public Customer put(Customer customer) {
        given(customer, "customer");
        Violations.of("customer")
                .check(
                        customer.erasedOn().isEmpty(),
                        "erasedOn",
                        customer.erasedOn(),
                        "is set by erasing",
                        "use retention().erase(...)")
                .throwIfAny();
        return session.work(work -> {
            Optional<Customer> stored;
            try {
                stored = work.unit().customers().find(customer.reference());
            } catch (UnreadableException e) {
                return putOver(work, customer);
            }
            check(work, customer, stored);
            Map<CustomerReference, Customer> before =
                    stored.map(found -> Map.of(found.reference(), found)).orElse(Map.of());
            return put(work, List.of(customer), before).stream().findFirst().orElseGet(() -> over(stored, customer));
        });
    }

    /** Saves {@code customer} over a row that cannot be read, whatever version it has. */
    private static Customer putOver(Session.Work work, Customer customer) {
        check(work, customer, Optional.empty());
        long version = work.unit().customers().version(customer.reference()).orElse(0L);
        Customer saved = work.unit()
                .customers()
                .save(customer.toBuilder().version(version).build());
        work.happened(new BillingEvent.CustomerSaved(saved.reference(), saved.version(), List.of("all")));
        return saved;
    }

    /** Refuses what may not become of {@code stored}. */
    static void check(Session.Work work, Customer customer, Optional<Customer> stored) {
        stored.ifPresent(before -> {
            Session.Work.refuseErased(before);
            SettingsService.refuseHidden(customer.reference().value(), before, customer, work.today());
        });
        refuseUnknown(work, customer);
        Stream.concat(Stream.of(customer), customer.ahead().stream())
                .flatMap(settings -> settings.creditLimit().stream())
                .flatMap(limit -> limit.amount().stream())
                .forEach(limit ->
                        Amounts.requireCurrency(limit, work.administration().currency(), "creditLimit"));
    }

    /** Saves customers over what is {@code stored} of them, where they differ; answers those that did. */
    static List<Customer> put(Session.Work work, List<Customer> customers, Map<CustomerReference, Customer> stored) {
        List<Customer> changed = customers.stream()
                .map(customer -> over(Optional.ofNullable(stored.get(customer.reference())), customer))
                .filter(customer -> !customer.equals(stored.get(customer.reference())))
                .toList();
        List<Customer> saved = work.unit().customers().save(changed);
        for (Customer now : saved) {
            Optional<Customer> before = Optional.ofNullable(stored.get(now.reference()));
            work.happened(new BillingEvent.CustomerSaved(
                    now.reference(),
                    now.version(),
                    before.map(was -> changedFields(was, now)).orElse(List.of())));
            before.ifPresent(was -> work.happened(changedSettings(was, now)));
        }
        return saved;
    }

    /** The customer with the version that he is saved over. */
    private static Customer over(Optional<Customer> stored, Customer customer) {
        return customer.version() > 0 || stored.isEmpty()
                ? customer
                : customer.toBuilder().version(stored.get().version()).build();
    }

    private static void refuseUnknown(Session.Work work, Customer customer) {
        Administration administration = work.administration();
        Violations violations = Violations.of("customer");
        customer.group()
                .ifPresent(code -> violations.check(
                        administration.groupsByCode().containsKey(code),
                        "group",
                        code,
                        "must be a group of the administration",
                        "add it first with settings().put(...)"));
        Stream.concat(Stream.of(customer), customer.ahead().stream())
                .flatMap(settings -> settings.brand().stream())
                .filter(code -> !code.isEmpty())
                .forEach(code -> violations.check(
                        administration.brand(code).isPresent(),
                        "brand",
                        code,
                        "must be a brand of the administration",
                        "add it to the administration first"));
        violations.throwIfAny();
    }

    private static List<BillingEvent> changedSettings(Customer before, Customer after) {
        String reference = after.reference().value();
        List<BillingEvent> changes = new ArrayList<>();
        SettingsService.changed(changes, SettingLevel.CUSTOMER, reference, "group", before.group(), after.group());
        changes.addAll(SettingsService.changes(SettingLevel.CUSTOMER, reference, Optional.of(before), after));
        return changes;
    }

    private static List<String> changedFields(Customer before, Customer after) {
        List<String> changed = new ArrayList<>();
        compare(changed, "name", before, after, Customer::name);
        compare(changed, "kind", before, after, Customer::kind);
        compare(changed, "address", before, after, Customer::address);
        compare(changed, "emails", before, after, Customer::emails);
        compare(changed, "emailsByKind", before, after, Customer::emailsByKind);
        compare(changed, "vatId", before, after, Customer::vatId);
        compare(changed, "vatIdEvidence", before, after, Customer::vatIdEvidence);
        compare(changed, "exemptionCertificate", before, after, Customer::exemptionCertificate);
        compare(changed, "group", before, after, Customer::group);
        Setting.ALL.forEach(setting -> compare(changed, setting.name(), before, after, setting::in));
        compare(changed, "ahead", before, after, Customer::ahead);
        compare(changed, "purchaseOrders", before, after, Customer::purchaseOrders);
        compare(changed, "holds", before, after, Customer::holds);
        return changed;
    }

    private static void compare(
            List<String> changed, String field, Customer before, Customer after, Function<Customer, ?> value) {
        if (!Objects.equals(value.apply(before), value.apply(after))) {
            changed.add(field);
        }
    }

    /** The customer with {@code reference}. */
    public Optional<Customer> find(CustomerReference reference) {
        given(reference, "customer");
        return session.work(work -> work.unit().customers().find(reference));
    }

    /**
     * The customers of whom something that is stored cannot be read, with the value, the rule that it breaks and how to correct it.
     * Lists leave them out, and runs report them as failures.
     */
    public Map<CustomerReference, String> unreadable() {
        Map<CustomerReference, String> all = new TreeMap<>();
        Pages.walk(
                session,
                Optional.<CustomerReference>empty(),
                (work, after) -> work.unit().customers().accounts(after, Pages.SIZE, Set.of()),
                account -> account.customer().reference(),
                (work, accounts) -> work.leftOut(),
                all::putAll);
        Pages.subscriptions(session, Optional.empty(), Pages.SIZE, (work, page) -> work.leftOut(), all::putAll);
        Pages.walk(
                session,
                Optional.<Invoice>empty(),
                (work, after) -> work.unit().invoices().drafts(after, Pages.SIZE),
                draft -> draft,
                (work, drafts) -> work.leftOut(),
                all::putAll);
        return all;
    }

    /** Up to {@code limit} customers after {@code after}, or from the first, in the order of their references. */
    public List<Customer> page(Optional<CustomerReference> after, int limit) {
        given(after, "after");
        return session.work(work -> work.unit().customers().page(after, limit));
    }

    /** Places {@code hold}; it replaces one of the same kind. An equal one again changes nothing. */
    public Customer hold(CustomerReference reference, Hold hold) {
        given(reference, "customer");
        given(hold, "hold");
        return session.work(work -> {
            Customer customer = work.activeCustomer(reference);
            if (customer.holds().contains(hold)) {
                return customer;
            }
            List<Hold> holds = without(customer, hold.kind());
            holds.add(hold);
            Customer saved = work.unit()
                    .customers()
                    .save(customer.toBuilder().holds(holds).build());
            work.happened(new BillingEvent.HoldPlaced(reference, hold.kind(), hold.reason()));
            return saved;
        });
    }

    /** Releases the hold of {@code kind}; harmless when there is none. */
    public Customer release(CustomerReference reference, Hold.Kind kind) {
        given(reference, "customer");
        given(kind, "kind");
        return session.work(work -> {
            Customer customer = work.customer(reference);
            List<Hold> holds = without(customer, kind);
            if (holds.size() == customer.holds().size()) {
                return customer;
            }
            Customer saved = work.unit()
                    .customers()
                    .save(customer.toBuilder().holds(holds).build());
            work.happened(new BillingEvent.HoldReleased(reference, kind));
            return saved;
        });
    }

    private static List<Hold> without(Customer customer, Hold.Kind kind) {
        return new ArrayList<>(
                customer.holds().stream().filter(hold -> hold.kind() != kind).toList());
    }
}
