package hostling.wire;

/**
 * Whether a connection <b>persists</b>, also known as <b>keep-alive</b>: whether another request may follow on it (RFC 9112
 * section 9.3).
 *
 * <p>Your task: write {@link #isWanted}. These are given:
 *
 * <ul>
 *   <li>{@link RequestHead}: {@code isHttp10()}, and {@code fields()}.
 *   <li>{@link Fields}: {@code has(name)}, {@code first(name)} for the value of the first line, {@code all(name)} for the values of all
 *       lines, {@code members(name)} for the members of a list in all lines, and {@code hasMember(name, token)}. Names have no case.
 * </ul>
 */
final class Persistence {
    private Persistence() { }

    /**
     * Whether the client wants it: never with the connection option {@code close}; else always from HTTP/1.1 on, and in HTTP/1.0
     * with {@code keep-alive}. Connection options are case-insensitive (RFC 9110 section 7.6.1).
     */
    static boolean isWanted(RequestHead head) {
        throw new UnsupportedOperationException("not written yet");
    }
}
