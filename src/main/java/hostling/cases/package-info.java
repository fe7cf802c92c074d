/**
 * The cases of {@code test-data} and the words in which a failed one is explained. A case is bytes that a client sends and what
 * a server makes of them. Our own tests run the cases on the parser, and the examiner sends them to any server; both say what
 * went wrong by the same {@link hostling.cases.Finding}.
 */
package hostling.cases;
