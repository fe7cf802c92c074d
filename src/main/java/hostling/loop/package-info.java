/**
 * One thread, one {@link java.nio.channels.Selector}: the only package that waits for the network, and the only one that
 * has sockets. What is done with their bytes is in {@code server}.
 *
 * <p>Where to start: {@link hostling.loop.EventLoop#run}, then {@code SocketTransport}.
 */
package hostling.loop;
