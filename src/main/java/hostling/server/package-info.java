/**
 * A server without sockets. {@link hostling.server.HttpEngine} has what connections share: timers, tasks, the memory
 * budget, the queue of turns. A {@link hostling.server.ConnectionDriver} moves bytes between a
 * {@link hostling.server.Transport} and HTTP: {@code HttpConnection} parses input, calls the handler with a
 * {@code ServerExchange}, and writes the response into an {@code OutputBuffer}. Nothing here uses a socket or a selector, so
 * a test, a simulator or a web page can drive all of it.
 */
package hostling.server;
