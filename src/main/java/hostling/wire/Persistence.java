package hostling.wire;

/**
 * Whether a connection <b>persists</b>, also known as <b>keep-alive</b>: whether another request may follow on it (RFC 9112
 * section 9.3).
 */
final class Persistence {
    private Persistence() { }

    /**
     * Whether the client wants it: never with the connection option {@code close}; else always from HTTP/1.1 on, and in HTTP/1.0
     * with {@code keep-alive}. Connection options are case-insensitive (RFC 9110 section 7.6.1).
     */
    static boolean isWanted(RequestHead head) {
        Fields fields = head.fields();
        return !fields.hasMember("Connection", "close") && (!head.isHttp10() || fields.hasMember("Connection", "keep-alive"));
    }
}
