/**
 * The protocol core: bytes in, events out; a response in, bytes out.
 *
 * <p>Nothing here does I/O, reads a clock, starts a thread or knows a class outside {@code java.lang}, {@code
 * java.util} and the buffers of {@code java.nio}. A test, a fuzzer, a simulator and the selector loop all drive the
 * same objects.
 *
 * <p>Where to start: {@link hostling.wire.Event} (what comes out), {@link hostling.wire.RequestParser} (the machine),
 * {@link hostling.wire.BodyFraming} (where a body ends), {@link hostling.wire.ResponseWriter} (the way back).
 */
package hostling.wire;
