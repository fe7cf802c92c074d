/**
 * The small programs of the book, and their tests. A program is one file, needs nothing but the JDK, and starts without Maven:
 * {@code java src/test/java/hostling/book/BlockingServer.java 8080}. The chapters show them line by line, and students write
 * them anew in the exercises.
 *
 * <p>{@link hostling.book.BlockingServer} serves one client after the other. {@link hostling.book.ThreadServer} gives each a thread.
 * {@link hostling.book.LoopServer} serves many at once, with one thread. The server in {@code src/main/java} does the same as the
 * last, with all that a real server needs. The other programs print what a chapter talks about.
 *
 * <p>Before they write a program, students write messages by hand: {@link hostling.book.MessagesTest} reads those.
 */
package hostling.book;
