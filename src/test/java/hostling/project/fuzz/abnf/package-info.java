/**
 * A second request parser, written directly from the grammar in the RFCs: no states, the whole input at once, slow, and
 * without code of {@code hostling.wire}. It has to agree with {@code wire.RequestParser} on every input.
 */
package hostling.project.fuzz.abnf;
