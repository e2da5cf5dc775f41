/** Tests of the JDBC store on real databases. */
@org.jspecify.annotations.NullMarked
package nl.termijn.store.jdbc;
