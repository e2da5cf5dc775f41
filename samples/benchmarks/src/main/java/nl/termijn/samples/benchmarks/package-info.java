/**
 * Measurements of single parts of Termijn against the plainest thing that could do the same work.
 *
 * <p>Start them with {@code java -jar samples/benchmarks/target/benchmarks.jar}. Two figures may be compared only when
 * they come from one run on one machine.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.samples.benchmarks;
