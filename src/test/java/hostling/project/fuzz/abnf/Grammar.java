package hostling.project.fuzz.abnf;

/**
 * The rules of RFC 9112, RFC 9110 and RFC 3986 as regular expressions. Each method has the name of its rule in the RFC,
 * so the class can be read beside the RFC. One character stands for one byte.
 *
 * <p>If this server is stricter or laxer than the RFC, the comment of the rule says so.
 */
final class Grammar {
    private Grammar() { }

    // RFC 5234 appendix B.1.

    static String digit() {
        return "[0-9]";
    }

    static String hexdig() {
        return "[0-9A-Fa-f]";
    }

    static String crlf() {
        return "\r\n";
    }

    // RFC 9110 section 5.6: white space, lists, tokens, quoted strings.

    /** {@code OWS = *( SP / HTAB )}, and BWS is the same. */
    static String ows() {
        return "[ \t]*+";
    }

    /** {@code #element => [ element ] *( OWS "," OWS [ element ] )}: what a recipient accepts (section 5.6.1.2). */
    static String list(String element) {
        return optional(element) + "(?:" + ows() + "," + ows() + optional(element) + ")*+";
    }

    /** {@code token = 1*tchar} */
    static String token() {
        return "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    }

    /** {@code quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE} */
    static String quotedString() {
        return "\"" + qdtext() + "*+(?:" + quotedPair() + qdtext() + "*+)*+\"";
    }

    /** {@code qdtext = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text} */
    static String qdtext() {
        return "[\t \\x21\\x23-\\x5B\\x5D-\\x7E\\x80-\\xFF]";
    }

    /** {@code quoted-pair = "\" ( HTAB / SP / VCHAR / obs-text )} */
    static String quotedPair() {
        return "\\\\[\t \\x21-\\x7E\\x80-\\xFF]";
    }

    // RFC 9112 section 5: fields.

    /** {@code field-line = field-name ":" OWS field-value OWS} */
    static String fieldLine() {
        return "(?<name>" + token() + "):" + ows() + "(?<value>" + fieldValue() + ")" + ows();
    }

    /**
     * {@code field-value = *field-content}, {@code field-content = field-vchar [ 1*( SP / HTAB / field-vchar ) field-vchar
     * ]}: empty, or text that begins and ends with a visible character.
     */
    static String fieldValue() {
        return optional(fieldVchar() + optional("[\t \\x21-\\x7E\\x80-\\xFF]*" + fieldVchar()));
    }

    /** {@code field-vchar = VCHAR / obs-text} */
    static String fieldVchar() {
        return "[\\x21-\\x7E\\x80-\\xFF]";
    }

    // RFC 9112 sections 2.3 and 3: the request line.

    /** {@code method = token} */
    static String method() {
        return token();
    }

    /** {@code HTTP-version = HTTP-name "/" DIGIT "." DIGIT} */
    static String httpVersion() {
        return "HTTP/(?<major>" + digit() + ")\\.(?<minor>" + digit() + ")";
    }

    /** Any bytes of a request-target: its structure is checked once its end is known. */
    static String targetBytes() {
        return "[A-Za-z0-9._~!$&'()*+,;=:@%/?\\[\\]|\\\\^`{}-]++";
    }

    /** The bytes of HTTP-version in any order, at most as many as it has. */
    static String versionBytes() {
        return "[HTP/.0-9]{0,8}";
    }

    /** {@code origin-form = absolute-path [ "?" query ]} */
    static String originForm() {
        return absolutePath() + optional("\\?" + query());
    }

    /** {@code absolute-form = absolute-URI}, only with scheme http or https, without user information or fragment. */
    static String absoluteForm() {
        return "(?<scheme>(?i:https?))://" + hostAndPort() + optional(absolutePath()) + optional("\\?" + query());
    }

    /** {@code authority-form = uri-host ":" port} */
    static String authorityForm() {
        return hostAndPort();
    }

    /** {@code asterisk-form = "*"} */
    static String asteriskForm() {
        return "\\*";
    }

    // RFC 9110 section 4.1 and RFC 3986 sections 2 and 3.

    /** {@code absolute-path = 1*( "/" segment )} */
    static String absolutePath() {
        return "/(?:[/" + unreserved() + subDelims() + ":@" + "\\[\\]|" + "]|" + pctEncoded() + ")*+";
    }

    /** {@code query = *( pchar / "/" / "?" )}, and what browsers leave as it is, such as a lone percent sign. */
    static String query() {
        return "(?:[/?" + unreserved() + subDelims() + ":@" + "\\[\\]|\\\\^`{}" + "]|%(?!00))*+";
    }

    /** {@code unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"} */
    static String unreserved() {
        return "A-Za-z0-9\\-._~";
    }

    /** {@code sub-delims = "!" / "$" / "&" / "'" / "(" / ")" / "*" / "+" / "," / ";" / "="} */
    static String subDelims() {
        return "!$&'()*+,;=";
    }

    /** {@code pct-encoded = "%" HEXDIG HEXDIG}, but stricter: no NUL. */
    static String pctEncoded() {
        return "%(?!00)" + hexdig() + hexdig();
    }

    /** {@code uri-host [ ":" port ]} (RFC 9110 section 7.2); the port number is checked elsewhere. */
    static String hostAndPort() {
        return host() + optional(":(?<port>" + port() + ")");
    }

    /** {@code host = IP-literal / IPv4address / reg-name}; the second is also the third. */
    static String host() {
        return either(ipLiteral(), regName());
    }

    /** {@code reg-name = *( unreserved / pct-encoded / sub-delims )}, but stricter: not empty, and only unreserved. */
    static String regName() {
        return "[" + unreserved() + "]++";
    }

    /** {@code port = *DIGIT}, but stricter: at most five digits. */
    static String port() {
        return digit() + "{0,5}+";
    }

    /** {@code IP-literal = "[" ( IPv6address / IPvFuture ) "]"}, but stricter: no IPvFuture. */
    static String ipLiteral() {
        return "\\[" + ipv6address() + "\\]";
    }

    /** The nine lines of RFC 3986 section 3.2.2. */
    static String ipv6address() {
        String group = "(?:" + h16() + ":)";
        return either(
                group + "{6}" + ls32(),
                "::" + group + "{5}" + ls32(),
                optional(h16()) + "::" + group + "{4}" + ls32(),
                optional(group + "{0,1}" + h16()) + "::" + group + "{3}" + ls32(),
                optional(group + "{0,2}" + h16()) + "::" + group + "{2}" + ls32(),
                optional(group + "{0,3}" + h16()) + "::" + group + ls32(),
                optional(group + "{0,4}" + h16()) + "::" + ls32(),
                optional(group + "{0,5}" + h16()) + "::" + h16(),
                optional(group + "{0,6}" + h16()) + "::");
    }

    /** {@code ls32 = ( h16 ":" h16 ) / IPv4address} */
    static String ls32() {
        return either(h16() + ":" + h16(), ipv4address());
    }

    /** {@code h16 = 1*4HEXDIG} */
    static String h16() {
        return hexdig() + "{1,4}";
    }

    /** {@code IPv4address = dec-octet "." dec-octet "." dec-octet "." dec-octet} */
    static String ipv4address() {
        return decOctet() + "\\." + decOctet() + "\\." + decOctet() + "\\." + decOctet();
    }

    /** {@code dec-octet = DIGIT / %x31-39 DIGIT / "1" 2DIGIT / "2" %x30-34 DIGIT / "25" %x30-35} */
    static String decOctet() {
        return either("25[0-5]", "2[0-4][0-9]", "1[0-9][0-9]", "[1-9][0-9]", "[0-9]");
    }

    // RFC 9112 section 6 and RFC 9110 section 10.1.1: framing and expectation.

    /** {@code Content-Length = 1*DIGIT} */
    static String contentLength() {
        return digit() + "++";
    }

    /** {@code transfer-coding = token *( OWS ";" OWS transfer-parameter )} (RFC 9110 section 10.1.4). */
    static String transferCoding() {
        return token() + "(?:" + ows() + ";" + ows() + transferParameter() + ")*+";
    }

    /** {@code transfer-parameter = token BWS "=" BWS ( token / quoted-string )} */
    static String transferParameter() {
        return token() + ows() + "=" + ows() + either(token(), quotedString());
    }

    /** {@code Expect = #expectation}; this server supports one. */
    static String expect() {
        return list("(?i:100-continue)");
    }

    // RFC 9112 section 7.1: the chunked coding.

    /** {@code chunk-size = 1*HEXDIG}, but stricter: at most sixteen digits. */
    static String chunkSize() {
        return hexdig() + "{1,16}+";
    }

    /** {@code chunk-ext = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )} */
    static String chunkExt() {
        return "(?:" + ows() + ";" + ows() + token() + optional(ows() + "=" + ows() + either(token(), quotedString()))
                + ")*+";
    }

    // How rules are combined.

    static String optional(String rule) {
        return "(?:" + rule + ")?";
    }

    static String either(String... rules) {
        return "(?:" + String.join("|", rules) + ")";
    }
}
