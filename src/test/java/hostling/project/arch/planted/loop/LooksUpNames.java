package hostling.project.arch.planted.loop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;

/** A DNS query may take long; a numeric address needs none. */
final class LooksUpNames {
    String names(InetSocketAddress remote) throws IOException {
        InetAddress.getByName("a"); // breaks names-are-looked-up-in-app-alone
        InetAddress.getAllByName("a"); // breaks names-are-looked-up-in-app-alone
        InetAddress.getLocalHost(); // breaks names-are-looked-up-in-app-alone
        remote.getAddress().getCanonicalHostName(); // breaks names-are-looked-up-in-app-alone
        remote.getAddress().isReachable(1); // breaks names-are-looked-up-in-app-alone
        new InetSocketAddress("a", 80); // breaks names-are-looked-up-in-app-alone
        new InetSocketAddress(80);
        remote.getAddress().getHostName(); // breaks names-are-looked-up-in-app-alone
        remote.getHostName(); // breaks names-are-looked-up-in-app-alone
        return remote.getHostString() + remote.getAddress().getHostAddress();
    }

    boolean equal(URL a, URL b) {
        return a.hashCode() == b.hashCode() // breaks names-are-looked-up-in-app-alone
                && a.equals(b); // breaks names-are-looked-up-in-app-alone
    }
}
