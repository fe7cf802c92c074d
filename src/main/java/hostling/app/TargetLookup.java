package hostling.app;

import hostling.examine.Target;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** Finds the server that is to be examined, at a URL. The examiner itself looks up no names of hosts. */
public final class TargetLookup {
    private static final int HTTP_PORT = 80;

    private TargetLookup() { }

    /**
     * The server at a URL.
     *
     * @param url   such as {@code http://127.0.0.1:9000/index.html}
     * @param paths what else it has, by the name of the option that says so
     * @throws IllegalArgumentException if it is not the URL of a server, or no address is known for the host
     */
    public static Target at(String url, Map<String, String> paths) {
        URI uri = uri(url);
        int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
        InetSocketAddress address = new InetSocketAddress(uri.getHost().replaceAll("[\\[\\]]", ""), port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("no address is known for '" + uri.getHost() + "'");
        }
        return new Target(address, uri.getAuthority(), uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(), paths);
    }

    private static URI uri(String url) {
        String problem = "'" + url + "' is not the URL of a server, such as http://127.0.0.1:9000/";
        try {
            URI uri = new URI(url);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(problem, e);
        }
        throw new IllegalArgumentException(problem);
    }
}
