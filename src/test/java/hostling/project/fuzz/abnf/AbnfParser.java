package hostling.project.fuzz.abnf;

import hostling.project.fuzz.abnf.AbnfRequest.Field;
import hostling.project.fuzz.abnf.AbnfRequest.NotARequest;
import hostling.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one request from a text, rule by rule of {@link Grammar}, like someone who reads RFC 9112 for the first time.
 *
 * <p>Two things are not in the grammar. <em>When</em> a fault is seen: as soon as no following byte could repair it,
 * but the target, the version and the header section are checked as a whole, at the byte that ends them. And <em>how
 * much</em> is read: the first byte beyond a limit breaks it.
 */
public final class AbnfParser {
    private static final int BAD_REQUEST = 400;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int URI_TOO_LONG = 414;
    private static final int EXPECTATION_FAILED = 417;
    private static final int MISDIRECTED = 421;
    private static final int FIELDS_TOO_LARGE = 431;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;
    private static final int PORT_MAX = 65_535;

    private static final Pattern METHOD = Pattern.compile(Grammar.method() + " ");
    private static final Pattern TARGET = Pattern.compile(Grammar.targetBytes() + " ");
    private static final Pattern VERSION = Pattern.compile(Grammar.versionBytes() + "(?=\r)");
    private static final Pattern CRLF = Pattern.compile(Grammar.crlf());
    private static final Pattern FIELD_LINE = Pattern.compile(Grammar.fieldLine() + Grammar.crlf());
    private static final Pattern SIZE_DIGITS = Pattern.compile(Grammar.chunkSize());
    private static final Pattern CHUNK_EXT = Pattern.compile(Grammar.chunkExt() + "(?=\r)");

    private static final Pattern HTTP_VERSION = Pattern.compile(Grammar.httpVersion());
    private static final Pattern ORIGIN_FORM = Pattern.compile(Grammar.originForm());
    private static final Pattern ABSOLUTE_FORM = Pattern.compile(Grammar.absoluteForm());
    private static final Pattern AUTHORITY_FORM = Pattern.compile(Grammar.authorityForm());
    private static final Pattern ASTERISK_FORM = Pattern.compile(Grammar.asteriskForm());
    /** Fields with one value whose repetition is refused (RFC 9110 section 5.3). */
    private static final List<String> SINGLETONS = List.of("Content-Type", "Content-Range", "Content-Location",
            "Authorization", "Proxy-Authorization", "Origin");
    private static final Pattern HOST = Pattern.compile(Grammar.hostAndPort());
    private static final Pattern CONTENT_LENGTH = Pattern.compile(Grammar.contentLength());
    private static final Pattern TRANSFER_ENCODING = Pattern.compile(Grammar.list(Grammar.transferCoding()));
    private static final Pattern TRANSFER_CODING = Pattern.compile(Grammar.transferCoding());
    private static final Pattern EXPECT = Pattern.compile(Grammar.expect());

    private final String in;
    private final Limits limits;
    private int at;

    private AbnfParser(String in, int from, Limits limits) {
        this.in = in;
        this.at = from;
        this.limits = limits;
    }

    /**
     * The request that begins at an index.
     *
     * @throws NotARequest if there is no valid or no complete request
     */
    public static AbnfRequest read(String in, int from, Limits limits) {
        return new AbnfParser(in, from, limits).httpMessage();
    }

    /** {@code HTTP-message = start-line CRLF *( field-line CRLF ) CRLF [ message-body ]} (RFC 9112 section 2.1). */
    private AbnfRequest httpMessage() {
        if (next() == '\r') {
            take(CRLF);                                 // one empty line is skipped: section 2.2
        }
        int start = at;
        String method = withoutEnd(take(METHOD, limits.requestLineBytesMax(), NOT_IMPLEMENTED).group());
        String target = withoutEnd(take(TARGET, limits.requestLineBytesMax() - (at - start), URI_TOO_LONG).group());
        requestTarget(method, target);
        String version = take(VERSION, limits.requestLineBytesMax() - (at - start), URI_TOO_LONG).group();
        int minorVersion = httpVersion(version);
        take(CRLF);

        List<Field> fields = fieldSection(limits.fieldSectionBytesMax());
        host(values(fields, "Host"), minorVersion);
        for (String singleton : SINGLETONS) {
            require(values(fields, singleton).size() <= 1, BAD_REQUEST);
        }
        boolean chunked = isChunked(fields, minorVersion);
        long length = chunked ? 0 : contentLength(values(fields, "Content-Length"));
        boolean met = values(fields, "Expect").stream().allMatch(value -> EXPECT.matcher(value).matches());
        require(minorVersion == 0 || met, EXPECTATION_FAILED);

        String content = chunked ? chunkedBody() : ofLength(length);
        List<Field> trailers = chunked ? fieldSection(limits.trailerBytesMax()) : List.of();
        return new AbnfRequest(method, target, minorVersion, fields, content, trailers, at);
    }

    /** {@code request-target = origin-form / absolute-form / authority-form / asterisk-form} (section 3.2). */
    private static void requestTarget(String method, String target) {
        if (method.equals("CONNECT")) {
            Matcher authority = AUTHORITY_FORM.matcher(target);
            require(authority.matches() && port(authority) > 0 && port(authority) <= PORT_MAX, BAD_REQUEST);
            return;
        }
        if (ASTERISK_FORM.matcher(target).matches()) {
            require(!method.equals("PRI"), VERSION_NOT_SUPPORTED);      // the preface of HTTP/2 (RFC 9113 section 3.4)
            require(method.equals("OPTIONS"), BAD_REQUEST);
            return;
        }
        Matcher absolute = ABSOLUTE_FORM.matcher(target);
        if (absolute.matches()) {
            require(port(absolute) <= PORT_MAX, BAD_REQUEST);
            require(absolute.group("scheme").equalsIgnoreCase("http"), MISDIRECTED);
            return;
        }
        require(ORIGIN_FORM.matcher(target).matches(), BAD_REQUEST);
    }

    /** The port number, or 0 if there is none. */
    private static int port(Matcher authority) {
        String port = authority.group("port");
        return port == null || port.isEmpty() ? 0 : Integer.parseInt(port);
    }

    /** The minor version; the major one is 1 (section 2.3). */
    private static int httpVersion(String text) {
        Matcher version = HTTP_VERSION.matcher(text);
        require(version.matches(), BAD_REQUEST);
        require(version.group("major").equals("1"), VERSION_NOT_SUPPORTED);
        return Integer.parseInt(version.group("minor"));
    }

    /** {@code *( field-line CRLF ) CRLF}, and the trailer section is the same (sections 5 and 7.1.2). */
    private List<Field> fieldSection(int bytesMax) {
        List<Field> fields = new ArrayList<>();
        int start = at;
        while (next() != '\r') {
            boolean lineBegins = " \t\n".indexOf(next()) < 0;
            require(lineBegins, BAD_REQUEST);
            requireWithin(fields.size() < limits.fieldCountMax(), FIELDS_TOO_LARGE);
            MatchResult line = take(FIELD_LINE, bytesMax - (at - start), FIELDS_TOO_LARGE);
            fields.add(new Field(line.group(1), line.group(2)));
        }
        take(CRLF);
        return fields;
    }

    /** One valid Host; HTTP/1.0 may have none (section 3.2). */
    private static void host(List<String> values, int minorVersion) {
        require(values.size() == 1 || values.isEmpty() && minorVersion == 0, BAD_REQUEST);
        for (String value : values) {
            Matcher host = HOST.matcher(value);
            require(host.matches() && port(host) <= PORT_MAX, BAD_REQUEST);
        }
    }

    /** Transfer-Encoding is absent, or {@code chunked} alone, in HTTP/1.1 and without Content-Length (section 6). */
    private static boolean isChunked(List<Field> fields, int minorVersion) {
        if (values(fields, "Transfer-Encoding").isEmpty()) {
            return false;
        }
        require(values(fields, "Content-Length").isEmpty() && minorVersion > 0, BAD_REQUEST);
        List<String> values = values(fields, "Transfer-Encoding");
        require(values.stream().allMatch(value -> TRANSFER_ENCODING.matcher(value).matches()), BAD_REQUEST);
        List<String> codings = values.stream().flatMap(value -> TRANSFER_CODING.matcher(value).results())
                .map(MatchResult::group).toList();
        List<String> names = codings.stream().map(coding -> coding.replaceAll("[ \t]*;.*", "").toLowerCase(Locale.ROOT))
                .toList();
        boolean last = !names.isEmpty() && names.indexOf("chunked") == names.size() - 1;
        require(last && codings.get(codings.size() - 1).equalsIgnoreCase("chunked"), BAD_REQUEST);
        require(codings.size() == 1, NOT_IMPLEMENTED);
        return true;
    }

    /** One Content-Length, or none (section 6.3). */
    private long contentLength(List<String> values) {
        if (values.isEmpty()) {
            return 0;
        }
        require(values.size() == 1 && CONTENT_LENGTH.matcher(values.get(0)).matches(), BAD_REQUEST);
        String digits = values.get(0).replaceFirst("^0+(?=.)", "");
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /** {@code message-body = *OCTET} (section 6). */
    private String ofLength(long length) {
        requireWithin(length <= limits.bodyBytesMax(), CONTENT_TOO_LARGE);
        if (length > in.length() - at) {
            throw incomplete();
        }
        at += (int) length;
        return in.substring(at - (int) length, at);
    }

    /** {@code *chunk last-chunk}; what follows is the trailer section (section 7.1). */
    private String chunkedBody() {
        StringBuilder content = new StringBuilder();
        int extensionBytesLeft = limits.chunkExtensionBytesMax();
        while (true) {
            long size = chunkSize(limits.bodyBytesMax() - content.length());
            extensionBytesLeft -= take(CHUNK_EXT, extensionBytesLeft, BAD_REQUEST).group().length();
            take(CRLF);
            if (size == 0) {
                return content.toString();
            }
            content.append(ofLength(size));
            take(CRLF);
        }
    }

    /** A size is too large as soon as its digits are, whatever follows them. */
    private long chunkSize(long max) {
        String digits = take(SIZE_DIGITS).group();
        long size = Long.parseUnsignedLong(digits, 16);
        requireWithin(Long.compareUnsigned(size, max) <= 0, CONTENT_TOO_LARGE);
        return size;
    }

    private static List<String> values(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.name().equalsIgnoreCase(name)).map(Field::value).toList();
    }

    private char next() {
        if (at == in.length()) {
            throw incomplete();
        }
        return in.charAt(at);
    }

    private MatchResult take(Pattern rule) {
        return take(rule, in.length(), 0);
    }

    /** Takes what a rule matches from here, at most {@code bytesMax} bytes. */
    private MatchResult take(Pattern rule, int bytesMax, int statusBeyond) {
        int regionEnd = (int) Math.min(in.length(), at + bytesMax + 1L);
        boolean full = regionEnd - at > bytesMax;       // there is a byte beyond the limit
        Matcher matcher = rule.matcher(in).region(at, regionEnd);
        boolean matches = matcher.lookingAt();
        if (!matches && matcher.hitEnd() && !full) {
            throw incomplete();
        }
        requireWithin(matches || !matcher.hitEnd(), statusBeyond);
        require(matches, BAD_REQUEST);
        requireWithin(matcher.end() - at <= bytesMax, statusBeyond);
        at = matcher.end();
        return matcher.toMatchResult();
    }

    private static String withoutEnd(String text) {
        return text.substring(0, text.length() - 1);
    }

    private static void require(boolean holds, int otherwise) {
        if (!holds) {
            throw new NotARequest(otherwise, false);
        }
    }

    private static void requireWithin(boolean holds, int otherwise) {
        if (!holds) {
            throw new NotARequest(otherwise, true);
        }
    }

    private static NotARequest incomplete() {
        return new NotARequest(0, false);
    }
}
