package hostling.book;

import java.util.List;
import java.util.Set;

/** Finds out who the client is, if proxies stand in between. The wrong way believes what the client says of itself. */
final class ClientOf {
    private static final Set<String> TRUSTED = Set.of("10.0.0.7", "10.0.0.8");

    private ClientOf() { }

    /** The arguments are the address from which the connection comes, and the list in {@code X-Forwarded-For}. */
    public static void main(String[] arguments) {
        List<String> list = List.of(arguments[1].split(","));
        System.out.println("from the front: " + fromTheFront(list));
        System.out.println("from the end:   " + fromTheEnd(arguments[0], list));
    }

    // region: client
    /** Wrong: the first entry was written by the client itself, or by whoever wants to look like somebody else. */
    static String fromTheFront(List<String> list) {
        return list.get(0);
    }

    /** Right: a proxy adds the address that it sees to the end. So believe an entry only if a proxy that you know wrote it. */
    static String fromTheEnd(String peer, List<String> list) {
        String client = peer;
        for (int i = list.size() - 1; i >= 0 && TRUSTED.contains(client); i--) {
            client = list.get(i);
        }
        return client;
    }
    // endregion
}
