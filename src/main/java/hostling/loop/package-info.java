/**
 * One thread, one {@link java.nio.channels.Selector}: the only package that waits for the network or has sockets. The
 * package {@code server} processes their bytes.
 *
 * <p>Where to start: {@link hostling.loop.EventLoop#run}, then {@code SocketTransport}.
 */
package hostling.loop;
