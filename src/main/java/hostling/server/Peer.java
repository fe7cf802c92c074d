package hostling.server;

/**
 * Both ends of a connection.
 *
 * @param remote the client's IP address in its canonical form, without zone and port
 * @param port   the server's port that it is connected to
 */
public record Peer(String remote, int port) { }
