/**
 * The protocol core: bytes in, events out; a response in, bytes out.
 *
 * <p>Nothing here does I/O, reads a clock, starts a thread or depends on a class outside {@code java.lang}, {@code
 * java.util} and the buffers and charsets of {@code java.nio}. Tests, fuzzers, simulators and the selector loop all drive
 * the same objects.
 *
 * <p>Where to start: {@link hostling.wire.Event} (the output), {@link hostling.wire.RequestParser} (the state machine),
 * {@link hostling.wire.BodyFraming} (where a body ends), {@link hostling.wire.ResponseWriter} (responses).
 */
package hostling.wire;
