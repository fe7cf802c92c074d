/**
 * One thread, one {@link java.nio.channels.Selector}: the only package that waits for the network.
 *
 * <p>Where to start: {@link hostling.loop.EventLoop#run}, then {@code Connection} (one read and one write each time it
 * is selected), then {@code Dialogue} (what to do with the bytes), which knows no socket.
 */
package hostling.loop;
