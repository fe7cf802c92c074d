/** The protocol core alone, without sockets, measured by JMH beside the parsers of Netty and Jetty. */
package hostling.bench.parsers;
