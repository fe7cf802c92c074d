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
    private static final String TOKEN = "[\\Q" + ByteClass.TCHARS + "\\E]++";
    private static final String QUOTED_STRING = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final String BLANKS = "[ \t]*+";
    private static final String PARAMETER =
            TOKEN + BLANKS + "=" + BLANKS + "(?:" + TOKEN + "|" + QUOTED_STRING + ")";
    /** All quantifiers are possessive: there is no backtracking, so matching takes linear time. */
    private static final Pattern CODING =
            Pattern.compile(TOKEN + "(?:" + BLANKS + ";" + BLANKS + PARAMETER + ")*+");
    private static final Pattern CHUNKED_WITH_PARAMETER =
            Pattern.compile("chunked" + BLANKS + ";", Pattern.CASE_INSENSITIVE);

    private TransferCoding() { }

    /** Whether the text, already checked as a field value, is a transfer coding; chunked must not have parameters. */
    static boolean isValid(String member) {
        return CODING.matcher(member).matches() && !CHUNKED_WITH_PARAMETER.matcher(member).lookingAt();
    }
}
