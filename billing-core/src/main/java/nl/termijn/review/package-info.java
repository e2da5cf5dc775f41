/**
 * What is odd about drafts, so that a person looks at few of them.
 *
 * <p>The entry point is {@link nl.termijn.review.Reviewer}. The one law: a draft without remark is as the seller's rules
 * expect it, and only such a one may approve itself.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.review;
