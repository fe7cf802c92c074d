/**
 * The small programs of the book, and their tests. A program is one file, needs nothing but the JDK, and starts without Maven:
 * {@code java src/test/java/hostling/book/BlockingServer.java 8080}. The chapters show them line by line, and students write
 * them anew in the exercises.
 *
 * <p>{@link hostling.book.BlockingServer} serves one client after the other. {@link hostling.book.LoopServer} serves many at once,
 * with one thread. The server in {@code src/main/java} does the same as the second, with all that a real server needs.
 * {@link hostling.book.AnswerWriter} turns responses into bytes, and {@link hostling.book.PersistentServer} keeps a connection open.
 * {@link hostling.book.Paths} finds the file that a target names.
 *
 * <p>Before they write a program, students write messages by hand: {@link hostling.book.MessagesTest} reads those.
 */
package hostling.book;
