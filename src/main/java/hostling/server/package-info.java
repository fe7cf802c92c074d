/**
 * A server without its sockets. {@link hostling.server.HttpEngine} has what connections share: timers, tasks, memory,
 * whose turn it is. A {@link hostling.server.ConnectionDriver} moves bytes between a
 * {@link hostling.server.Transport} and HTTP: {@code HttpConnection} parses what came, lets the handler answer in a
 * {@code ServerExchange}, and writes the response into an {@code OutputBuffer}. Nothing here knows a socket or a selector,
 * so a test, a simulator and a web page can drive all of it.
 */
package hostling.server;
