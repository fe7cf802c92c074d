package hostling.wire;

import java.util.Optional;

/**
 * The header of the <b>PROXY protocol</b>: what a proxy says about its client before the first byte of a connection
 * (haproxy.org, proxy-protocol.txt). Anybody can send one, so only the word of a trusted proxy counts.
 *
 * @param source the client's IP address in its canonical form; empty if the proxy speaks for itself, as in a health check
 * @param port   the port that the client is connected to; 0 if there is no source
 * @param secure whether the client has used TLS; only version 2 can say so
 */
public record ProxyHeader(Optional<String> source, int port, boolean secure) {
    /** The proxy speaks for itself. */
    static final ProxyHeader LOCAL = new ProxyHeader(Optional.empty(), 0, false);
}
