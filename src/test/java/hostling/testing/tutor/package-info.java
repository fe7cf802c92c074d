/**
 * Says about a failed test what a tutor would say: what was sent, at which byte it went wrong, what the RFC wants, and what to
 * read. And it keeps the order in which a server is understood: the tests run from the lowest layer to the highest, and what
 * stands on a broken parser is not run.
 */
package hostling.testing.tutor;
