/**
 * Plays a year of billing on a folder of plain files: the library's main job seen from outside. Start reading at
 * {@link nl.termijn.samples.quickstart.Quickstart}. The one law: a faulty row is listed with file, line, column,
 * value and rule and changes nothing, and all other rows are done.
 */
@org.jspecify.annotations.NullMarked
package nl.termijn.samples.quickstart;
