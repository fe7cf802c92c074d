/**
 * Makes the pages at {@code /docs/}: each Markdown file of the documentation becomes a page of HTML, and so does each file
 * of the project that one of them links to. It runs while the project is built, between the compiler and the tests. The
 * server does not contain it: the server has only the finished pages.
 *
 * <p>Begin with {@link hostling.docs.DocsBuild}.
 */
package hostling.docs;
