/**
 * A second request parser, written straight from the grammar in the RFCs: no states, the whole input at once, no speed, and
 * no code of {@code hostling.wire}. What it says and what {@code wire.RequestParser} says has to be the same for every input.
 */
package hostling.project.fuzz.abnf;
