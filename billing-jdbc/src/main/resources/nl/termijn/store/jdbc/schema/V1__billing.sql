-- What billing keeps. One text for H2 and PostgreSQL. ${decimal} is an exact number of any scale and ${text} a text that
-- sorts by its characters: they name these differently. ${roomy} leaves room in the pages of the two tables that every run
-- changes row by row. Every primary key begins with the administration, so that no row
-- can belong to two; no other index does, so that a planner without statistics, as on the day of a take-over, never looks
-- a key up in one of those and reads all that the administration has.
-- Run again, it makes what is missing: H2 commits each table by itself, and a host may be killed between two of them. Its last
-- statement says that all is there.
-- What a column may hold is asked by case: H2 2.4 loses "x in (...)" of a check when the session that made the table ends.

-- which version of this text the tables are of; every later file updates it
create table if not exists schema_version (
    version  integer not null primary key
);

create table if not exists administration (
    id                    ${text} not null primary key,
    name                  ${text} not null,
    street                ${text},
    postal_code           ${text},
    city                  ${text},
    country               ${text} not null,
    vat_id                ${text},
    kvk_number            ${text},
    iban                  ${text},
    bic                   ${text},
    email                 ${text},
    currency              ${text} not null,
    time_zone             ${text} not null,
    term_days             integer not null,
    term_from             ${text} not null,
    schedule_start_month  integer not null check (schedule_start_month between 1 and 12),
    numbering             ${text} not null,
    policies              ${text} not null,
    customer_groups       ${text} not null,
    brands                ${text} not null,
    vat_seller            ${text} not null,
    version               bigint  not null,
    -- renewed by every save, so that who holds the row in memory sees whether it is still this one
    revision              ${text} not null
);

create table if not exists customer (
    administration         ${text} not null references administration,
    reference              ${text} not null,
    name                   ${text} not null,
    search_text            ${text} not null,
    kind                   ${text} not null check (case kind when 'BUSINESS' then 1 when 'CONSUMER' then 1 else 0 end = 1),
    street                 ${text},
    postal_code            ${text},
    city                   ${text},
    country                ${text} not null,
    emails                 ${text} not null,
    emails_by_kind         ${text} not null,
    delivery               ${text} check (delivery is null or case delivery when 'MAIL' then 1 when 'PAPER' then 1 else 0 end = 1),
    language               ${text},
    vat_id                 ${text},
    vat_id_evidence        ${text},
    exemption_certificate  ${text},
    term_days              integer,
    term_from              ${text},
    schedule_months        integer check (schedule_months is null or case schedule_months when 1 then 1 when 2 then 1 when 3 then 1 when 4 then 1 when 6 then 1 when 12 then 1 else 0 end = 1),
    schedule_start_month   integer check (schedule_start_month between 1 and 12),
    discount_percent       ${decimal} check (discount_percent between 0 and 100),
    interim_lines          ${text},
    approval               ${text},
    line_group             ${text},
    brand                  ${text},
    unpaid_renewal         ${text},
    product_discounts      ${text},
    ahead                  ${text},
    credit_limit           ${text},
    customer_group         ${text},
    purchase_orders        ${text} not null,
    holds                  ${text} not null,
    erased_on              date,
    version                bigint  not null,
    -- raised by every change of anything of the customer: who read before it must read again
    touched                bigint  default 0 not null,
    primary key (administration, reference)
)${roomy};

create table if not exists subscription (
    administration      ${text} not null,
    reference           ${text} not null,
    customer            ${text} not null,
    parent              ${text},
    product_code        ${text},
    description         ${text} not null,
    labels              ${text},
    cycle_months        integer not null check (cycle_months >= 1),
    timing              ${text} not null check (case timing when 'ADVANCE' then 1 when 'ARREARS' then 1 else 0 end = 1),
    alignment           ${text} not null check (case alignment when 'ANNIVERSARY' then 1 when 'CALENDAR' then 1 else 0 end = 1),
    start_on            date    not null,
    end_on              date,
    quantity            ${decimal} not null check (quantity > 0),
    -- none where the price list counts
    unit_price          ${decimal} check (unit_price >= 0),
    -- none where no amount is its own
    currency            ${text},
    first_period        ${text} not null,
    price_basis         ${text} not null,
    pricing             ${text} not null check (case pricing when 'NET' then 1 when 'GROSS' then 1 else 0 end = 1),
    supply              ${text} not null,
    vat_kind            ${text} not null,
    set_up_fee          ${decimal},
    trial_periods       integer not null,
    trial_until         date,
    discount_kind       ${text},
    discount_value      ${decimal},
    discount_periods    integer,
    discount_before     date,
    discount_products   ${text},
    coupon              ${text},
    registry_days       integer,
    lead_days           integer not null,
    contract            ${text},
    taken_over          date,
    successor           ${text},
    billed_through      date    not null,
    set_up_fee_billed   boolean not null,
    version             bigint  not null,
    primary key (administration, reference),
    foreign key (administration, customer) references customer,
    check (end_on >= start_on),
    check (billed_through >= start_on)
)${roomy};
create index if not exists subscription_of_customer on subscription (customer, administration, reference);

-- dated prices, quantities and products, in the order in which they were entered
create table if not exists subscription_change (
    administration  ${text} not null,
    subscription    ${text} not null,
    ordinal         integer not null,
    effective_from  date    not null,
    effect          ${text} not null check (case effect when 'NEXT_PERIOD' then 1 when 'AT_ONCE' then 1 else 0 end = 1),
    unit_price      ${decimal},
    list_price      boolean not null,
    quantity        ${decimal},
    product_code    ${text},
    description     ${text},
    primary key (administration, subscription, ordinal),
    foreign key (administration, subscription) references subscription on delete cascade
);

create table if not exists subscription_cycle (
    administration  ${text} not null,
    subscription    ${text} not null,
    ordinal         integer not null,
    from_on         date    not null,
    months          integer not null,
    primary key (administration, subscription, ordinal),
    foreign key (administration, subscription) references subscription on delete cascade
);

create table if not exists subscription_pause (
    administration  ${text} not null,
    subscription    ${text} not null,
    ordinal         integer not null,
    from_on         date    not null,
    to_on           date,
    primary key (administration, subscription, ordinal),
    foreign key (administration, subscription) references subscription on delete cascade
);

create table if not exists pending_line (
    administration     ${text} not null,
    reference          ${text} not null,
    customer           ${text} not null,
    dated              date    not null,
    entered            bigint  generated by default as identity,
    description        ${text} not null,
    labels             ${text},
    product_code       ${text},
    days_from          date,
    days_to            date,
    quantity           ${decimal} not null,
    periods            integer not null,
    unit_price         ${decimal} not null,
    currency           ${text} not null,
    discount_kind      ${text},
    discount_value     ${decimal},
    discount           ${decimal} not null,
    amount             ${decimal} not null,
    pricing            ${text} not null check (case pricing when 'NET' then 1 when 'GROSS' then 1 else 0 end = 1),
    supply             ${text} not null,
    vat_kind           ${text} not null,
    supplied_on        date    not null,
    fixed_vat          ${text},
    corrects           ${text},
    origin             ${text} not null,
    subscription       ${text},
    bills_days         boolean not null,
    corrected_invoice  ${text},
    corrected_line     integer,
    billed             boolean not null,
    billed_on          ${text},
    primary key (administration, reference),
    foreign key (administration, customer) references customer
);
create index if not exists pending_line_waiting on pending_line (customer, administration, billed, entered);
create index if not exists pending_line_of_subscription on pending_line (subscription, administration, billed);
create index if not exists pending_line_correcting on pending_line (corrected_invoice, administration);

create table if not exists invoice (
    administration      ${text} not null,
    id                  ${text} not null,
    kind                ${text} not null check (case kind when 'INVOICE' then 1 when 'CREDIT_NOTE' then 1 else 0 end = 1),
    status              ${text} not null check (case status when 'AWAITING_APPROVAL' then 1 when 'SENT' then 1 when 'WITHDRAWN' then 1 else 0 end = 1),
    customer            ${text} not null,
    currency            ${text} not null,
    run_month           ${text},
    merged_run_months   ${text} not null,
    net                 ${decimal} not null,
    vat                 ${decimal} not null,
    gross               ${decimal} not null,
    text                ${text},
    purchase_order      ${text},
    term_days           integer,
    term_from           ${text},
    made_by             ${text},
    approved_by         ${text},
    approved_at         timestamp with time zone,
    request             ${text},
    number              ${text},
    series              ${text},
    sequence            bigint,
    issued_on           date,
    due_on              date,
    seller              ${text},
    buyer               ${text},
    language            ${text},
    line_group          ${text},
    brand               ${text},
    referred            ${text},
    euro_vat            ${text},
    -- gone once what is about the person was erased; its hash stays
    salt                ${text},
    personal_hash       ${text},
    previous_hash       ${text},
    hash                ${text},
    withdrawn_on        date,
    withdrawal_reason   ${text},
    give_back           ${text},
    export_system       ${text},
    exported_on         date,
    version             bigint  not null,
    primary key (administration, id),
    foreign key (administration, customer) references customer,
    unique (number, administration),
    check (net + vat = gross),
    check ((number is null) = (status = 'AWAITING_APPROVAL'))
);
create index if not exists invoice_of_customer on invoice (customer, administration, id);
create index if not exists invoice_by_status on invoice (status, administration, customer, id);
create index if not exists invoice_of_series on invoice (series, administration, sequence);
create index if not exists invoice_to_export on invoice (exported_on, administration, status, id);

create table if not exists invoice_line (
    administration     ${text} not null,
    invoice            ${text} not null,
    line               integer not null,
    pending_line       ${text},
    description        ${text} not null,
    labels             ${text},
    product_code       ${text},
    days_from          date,
    days_to            date,
    quantity           ${decimal} not null,
    periods            integer not null,
    unit_price         ${decimal} not null,
    discount_kind      ${text},
    discount_value     ${decimal},
    discount           ${decimal} not null,
    amount             ${decimal} not null,
    net                ${decimal} not null,
    pricing            ${text} not null check (case pricing when 'NET' then 1 when 'GROSS' then 1 else 0 end = 1),
    supply             ${text} not null,
    vat_kind           ${text} not null,
    supplied_on        date    not null,
    vat_category       ${text} not null,
    vat_rate           ${decimal} not null,
    vat_country        ${text} not null,
    vat_reason         ${text} not null,
    origin             ${text} not null,
    subscription       ${text},
    bills_days         boolean not null,
    corrected_invoice  ${text},
    corrected_line     integer,
    primary key (administration, invoice, line),
    foreign key (administration, invoice) references invoice on delete cascade
);
create index if not exists invoice_line_of_subscription on invoice_line (subscription, administration, days_to);
create index if not exists invoice_line_correcting on invoice_line (corrected_invoice, administration);

create table if not exists vat_total (
    administration  ${text} not null,
    invoice         ${text} not null,
    ordinal         integer not null,
    vat_category    ${text} not null,
    vat_rate        ${decimal} not null,
    vat_country     ${text} not null,
    vat_reason      ${text} not null,
    taxable         ${decimal} not null,
    vat             ${decimal} not null,
    primary key (administration, invoice, ordinal),
    foreign key (administration, invoice) references invoice on delete cascade
);

-- how far a document moved the billing of a subscription
create table if not exists billed_stretch (
    administration   ${text} not null,
    invoice          ${text} not null,
    ordinal          integer not null,
    subscription     ${text} not null,
    billed_before    date    not null,
    billed_through   date    not null,
    primary key (administration, invoice, ordinal),
    foreign key (administration, invoice) references invoice on delete cascade
);

create table if not exists invoice_reference (
    administration  ${text} not null,
    invoice         ${text} not null,
    ordinal         integer not null,
    refers_to       ${text} not null,
    primary key (administration, invoice, ordinal),
    foreign key (administration, invoice) references invoice on delete cascade
);
create index if not exists invoice_reference_to on invoice_reference (refers_to, administration);

create table if not exists number_series (
    administration  ${text} not null references administration,
    series          ${text} not null,
    last_sequence   bigint  not null,
    last_hash       ${text} not null,
    last_on         date,
    primary key (administration, series)
);

-- that the run invoice of a customer and month exists (rule B4)
create table if not exists run_claim (
    administration  ${text} not null,
    customer        ${text} not null,
    run_month       ${text} not null,
    primary key (administration, customer, run_month),
    foreign key (administration, customer) references customer
);

create table if not exists open_item (
    administration  ${text} not null,
    id              ${text} not null,
    kind            ${text} not null check (case kind when 'INVOICE' then 1 when 'CREDIT_NOTE' then 1 when 'PAYMENT' then 1 when 'WRITE_OFF' then 1 when 'REFUND' then 1 else 0 end = 1),
    customer        ${text} not null,
    number          ${text},
    -- of money: its key at the bank, the provider or the host, and the item that it was entered for
    entry_key       ${text},
    named_item      ${text},
    dated           date    not null,
    value_on        date    not null,
    due_on          date    not null,
    currency        ${text} not null,
    amount          ${decimal} not null,
    open            ${decimal} not null,
    is_open         integer not null check (is_open = sign(open)),
    cancelled_on    date,
    version         bigint  not null,
    primary key (administration, id),
    foreign key (administration, customer) references customer
);
create unique index if not exists open_item_by_key on open_item (entry_key, administration);
create index if not exists open_item_of_customer on open_item (customer, administration, id);
create index if not exists open_item_due on open_item (is_open, administration, due_on, id);

create table if not exists allocation (
    administration  ${text} not null,
    id              ${text} not null,
    customer        ${text} not null,
    owed            ${text} not null,
    credit          ${text} not null,
    currency        ${text} not null,
    amount          ${decimal} not null,
    allocated_on    date    not null,
    undone_on       date,
    primary key (administration, id),
    foreign key (administration, customer) references customer,
    foreign key (administration, owed) references open_item (administration, id),
    foreign key (administration, credit) references open_item (administration, id)
);
create index if not exists allocation_of_customer on allocation (customer, administration, id);
create index if not exists allocation_of_owed on allocation (owed, administration);
create index if not exists allocation_of_credit on allocation (credit, administration);

create table if not exists outbox_entry (
    administration  ${text} not null,
    entry_key       ${text} not null,
    kind            ${text} not null,
    channel         ${text} not null check (case channel when 'MAIL' then 1 when 'PAPER' then 1 else 0 end = 1),
    -- of a draft whose payment was asked, which may be gone since: no reference
    invoice         ${text},
    campaign        ${text},
    customer        ${text} not null,
    status          ${text} not null check (case status when 'WAITING' then 1 when 'DELIVERED' then 1 when 'REFUSED' then 1 when 'DROPPED' then 1 else 0 end = 1),
    attempts        integer not null,
    not_before      timestamp with time zone not null,
    problem         ${text},
    -- of the host that works on it until not_before
    lease           ${text},
    tried_since     timestamp with time zone,
    unsure          integer not null,
    recipients      ${text},
    primary key (administration, entry_key),
    foreign key (administration, customer) references customer,
    check ((invoice is null) <> (campaign is null))
);
create index if not exists outbox_entry_due on outbox_entry (status, channel, administration, entry_key);
create index if not exists outbox_entry_of_document on outbox_entry (invoice, administration);
create index if not exists outbox_entry_of_customer on outbox_entry (customer, administration);

-- under which hash the bytes of a document are archived
create table if not exists archived_document (
    administration  ${text} not null,
    invoice         ${text} not null,
    sha256          ${text} not null,
    primary key (administration, invoice),
    foreign key (administration, invoice) references invoice (administration, id)
);

-- the bytes of documents, by the SHA-256 of their content
create table if not exists document (
    sha256      ${text} not null primary key,
    file_name   ${text} not null,
    media_type  ${text} not null,
    content     ${bytes} not null
);

-- values under a key: rows of the price list and what else is never asked for by what is in it
create table if not exists catalogue (
    administration  ${text} not null references administration,
    kind            ${text} not null,
    reference       ${text} not null,
    content         ${text} not null,
    version         bigint  not null,
    primary key (administration, kind, reference)
);

create table if not exists event_counter (
    administration  ${text} not null primary key references administration,
    last_sequence   bigint  not null
);

create table if not exists event (
    administration  ${text} not null references administration,
    sequence        bigint  not null,
    happened_at     timestamp with time zone not null,
    actor           ${text} not null,
    type            ${text} not null,
    content         ${text} not null,
    primary key (administration, sequence)
);
create index if not exists event_by_type on event (type, administration, sequence);

insert into schema_version (version) select 1 where not exists (select 1 from schema_version);
