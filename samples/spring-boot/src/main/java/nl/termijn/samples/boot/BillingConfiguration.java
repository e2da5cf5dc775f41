package nl.termijn.samples.boot;

import javax.sql.DataSource;
import nl.termijn.Billing;
import nl.termijn.administration.Address;
import nl.termijn.administration.Administration;
import nl.termijn.administration.AdministrationId;
import nl.termijn.mail.InMemoryMailbox;
import nl.termijn.store.BillingStore;
import nl.termijn.store.jdbc.JdbcBillingStore;
import nl.termijn.vat.VatId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** All that a host on Spring has to say. */
@Configuration(proxyBeanMethods = false)
class BillingConfiguration {

    /** Joins the transaction of the calling service where one is on, and begins one of its own where none is. */
    @Bean
    BillingStore billingStore(DataSource dataSource) {
        return JdbcBillingStore.on(dataSource)
                .joining(
                        new TransactionAwareDataSourceProxy(dataSource),
                        TransactionSynchronizationManager::isActualTransactionActive);
    }

    /** Where the sample's mail goes; a real host gives {@code SmtpMail}. */
    @Bean
    InMemoryMailbox mailbox() {
        return new InMemoryMailbox();
    }

    @Bean
    Billing billing(BillingStore store, InMemoryMailbox mailbox) {
        Billing billing = Billing.builder()
                .store(store)
                .mail(mailbox)
                .administration("hosting-bv")
                .build();
        billing.open(Administration.builder()
                .id(AdministrationId.of("hosting-bv"))
                .name("Hosting B.V.")
                .address(Address.builder()
                        .street("Dorpsstraat 1")
                        .postalCode("1234 AB")
                        .city("Ons Dorp")
                        .country("NL")
                        .build())
                .vatId(VatId.of("NL004495445B01"))
                .kvkNumber("12345678")
                .iban("NL91ABNA0417164300")
                .build());
        return billing;
    }
}
