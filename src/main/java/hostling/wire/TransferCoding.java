package hostling.wire;

import java.util.regex.Pattern;

/**
 * The grammar of one member of Transfer-Encoding (RFC 9112 section 7, RFC 9110 section 10.1.4).
 *
 * <pre>
 * transfer-coding    = token *( OWS ";" OWS transfer-parameter )
 * transfer-parameter = token BWS "=" BWS ( token / quoted-string )
 * </pre>
 */
final class TransferCoding {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED_STRING = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final String BLANKS = "[ \t]*+";
    private static final String PARAMETER =
            TOKEN + BLANKS + "=" + BLANKS + "(?:" + TOKEN + "|" + QUOTED_STRING + ")";
    /** Every part takes all it can and gives nothing back, so the time is that of one pass. */
    private static final Pattern CODING =
            Pattern.compile(TOKEN + "(?:" + BLANKS + ";" + BLANKS + PARAMETER + ")*+");
    private static final Pattern CHUNKED_WITH_PARAMETER =
            Pattern.compile("chunked" + BLANKS + ";", Pattern.CASE_INSENSITIVE);

    private TransferCoding() { }

    /** Whether the text, of which each character may stand in a field, is a coding; chunked has no parameters. */
    static boolean isValid(String member) {
        return CODING.matcher(member).matches() && !CHUNKED_WITH_PARAMETER.matcher(member).lookingAt();
    }
}
