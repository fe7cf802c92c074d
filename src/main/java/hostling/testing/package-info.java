/**
 * For tests of handlers: {@link hostling.testing.FakeExchange} stands in for the server, without sockets and threads. No
 * other package needs it.
 */
package hostling.testing;

