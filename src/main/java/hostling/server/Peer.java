package hostling.server;

/**
 * Both ends of a connection.
 *
 * @param remote the client's address as text, without port
 * @param port   the port of ours that it is connected to
 */
public record Peer(String remote, int port) { }
