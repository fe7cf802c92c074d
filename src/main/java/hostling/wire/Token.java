package hostling.wire;

/** Tokens: names of methods, fields and parameters (RFC 9110 section 5.6.2). */
public final class Token {
    private Token() { }

    /** Whether a character may occur in a token: {@code tchar}. */
    public static boolean isTchar(int c) {
        return c >= 0 && c < ByteClass.TCHAR.length && ByteClass.TCHAR[c];
    }

    /** Whether this is a token: {@code token = 1*tchar}. */
    public static boolean matches(String text) {
        return !text.isEmpty() && ByteClass.allIn(ByteClass.TCHAR, text);
    }
}
