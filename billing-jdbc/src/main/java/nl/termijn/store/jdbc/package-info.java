/**
 * The durable store, on any {@code javax.sql.DataSource} of H2 or PostgreSQL.
 *
 * <p>The entry point is {@link nl.termijn.store.jdbc.JdbcBillingStore}. The one law: what a unit of work has saved stands
 * in relational tables that a host may read, and nothing else holds a copy of it.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.store.jdbc;
