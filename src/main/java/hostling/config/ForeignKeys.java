package hostling.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What to write instead of a key that is in the wrong table, or that another server has. */
final class ForeignKeys {
    private static final String HOST = "write it below [[host]], before the first [[host.route]]";
    private static final String ROUTE = "write it below [[host.route]]";
    private static final String SERVER = "write it below [server]";
    private static final String NAMES = "write names = [\"example.org\"] below [[host]]";
    private static final String LISTEN = "write listen = \"127.0.0.1:8080\" below [[host]]";
    private static final String ROOT = "write root = \"www\" below [[host.route]]";
    private static final String NO_PROXY = "leave it out: this server passes no requests on to others";
    private static final String NO_TLS = "leave it out: this server has no TLS, so a proxy in front has to speak https";

    /** By the key in lower case, with underscores. */
    private static final Map<String, String> HINTS = Map.ofEntries(
            Map.entry("listen", HOST), Map.entry("names", HOST),
            Map.entry("path", ROUTE), Map.entry("root", ROUTE), Map.entry("alias", ROUTE), Map.entry("listing", ROUTE),
            Map.entry("workers", SERVER), Map.entry("connections", SERVER),
            Map.entry("port", LISTEN), Map.entry("address", LISTEN), Map.entry("bind", LISTEN),
            Map.entry("server_name", NAMES), Map.entry("servername", NAMES), Map.entry("serveralias", NAMES),
            Map.entry("hostname", NAMES), Map.entry("domain", NAMES),
            Map.entry("documentroot", ROOT), Map.entry("file_server", ROOT), Map.entry("folder", ROOT), Map.entry("dir", ROOT),
            Map.entry("directory", ROOT),
            Map.entry("autoindex", "write listing = true below [[host.route]]"),
            Map.entry("browse", "write listing = true below [[host.route]]"),
            Map.entry("worker_processes", "write workers = 2 below [server]"),
            Map.entry("worker_connections", "write connections = 10000 below [server]"),
            Map.entry("client_max_body_size", "write body = \"10 MiB\" below [limits] or [[host.route]]"),
            Map.entry("keepalive_timeout", "write keep-alive = \"10 s\" below [timeouts]"),
            Map.entry("access_log", "write access = \"access.log\" below [log]"),
            Map.entry("error_log", "write error = \"error.log\" below [log]"),
            Map.entry("error_page", "write 404 = \"404.html\" below [host.error-pages]"),
            Map.entry("expires", "write cache = \"1 h\" below [[host.route]]"),
            Map.entry("gzip", "write precompressed = true below [[host.route]], and compress the files yourself"),
            Map.entry("encode", "write precompressed = true below [[host.route]], and compress the files yourself"),
            Map.entry("return", "write redirect = { status = 301, to = \"/new/\" } below [[host.route]]"),
            Map.entry("rewrite", "write redirect = { status = 301, to = \"/new/\" } below [[host.route]]"),
            Map.entry("proxy_pass", NO_PROXY), Map.entry("proxypass", NO_PROXY), Map.entry("reverse_proxy", NO_PROXY),
            Map.entry("proxy", NO_PROXY),
            Map.entry("ssl", NO_TLS), Map.entry("tls", NO_TLS), Map.entry("https", NO_TLS), Map.entry("ssl_certificate", NO_TLS),
            Map.entry("certificate", NO_TLS));

    private ForeignKeys() { }

    /** What to do about a key that is unknown in its table, if that is clear. */
    static Optional<String> hint(String key) {
        return Optional.ofNullable(HINTS.get(key.toLowerCase(Locale.ROOT).replace('-', '_')));
    }
}
