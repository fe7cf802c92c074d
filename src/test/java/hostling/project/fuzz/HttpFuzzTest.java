package hostling.project.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hostling.http.ByteRange;
import hostling.http.ByteRanges;
import hostling.http.Cookies;
import hostling.http.Cookies.Cookie;
import hostling.http.HttpDate;
import hostling.http.PercentCoding;
import hostling.http.RequestTarget;
import hostling.http.Requests;
import hostling.http.SetCookie;
import hostling.wire.FieldLine;
import hostling.wire.Fields;
import hostling.wire.ProtocolException;
import hostling.wire.RequestHead;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Feeds any text to the parsers of fields and targets. The inputs are text, so the seeds are readable. */
class HttpFuzzTest {
    // Cookies: RFC 6265.

    static Stream<byte[]> cookiesSeeds() {
        return Seeds.ofTarget("cookies");
    }

    /** Cookies that were read are written and read again, in one field or in two. */
    @MethodSource("cookiesSeeds")
    @FuzzTest
    void cookies(byte[] input) {
        String text = new String(input, ISO_8859_1);
        Optional<Fields> fields = fields("Cookie: " + text);
        if (fields.isEmpty()) {
            return;
        }
        List<Cookie> cookies = Cookies.of(fields.get()).all();
        for (Cookie cookie : cookies) {
            assertEquals(cookie.name().strip(), cookie.name());
            assertEquals(cookie.value().strip(), cookie.value());
            assertFalse(cookie.name().isEmpty() || (cookie.name() + cookie.value()).contains(";"), text);
        }
        List<String> pairs = cookies.stream().map(cookie -> cookie.name() + '=' + cookie.value()).toList();
        int half = pairs.size() / 2;
        assertEquals(cookies, Cookies.of(Requests.fields("Cookie: " + String.join("; ", pairs))).all());
        assertEquals(cookies, Cookies.of(Requests.fields("Cookie: " + String.join(";", pairs.subList(0, half)),
                "Cookie: " + String.join(" ; ", pairs.subList(half, pairs.size())))).all());
    }

    static Stream<byte[]> setCookieSeeds() {
        return Seeds.ofTarget("setCookie");
    }

    /** The lines are name, value, path and domain. A valid input makes one cookie, which is read back unchanged. */
    @MethodSource("setCookieSeeds")
    @FuzzTest
    void setCookie(byte[] input) {
        String[] lines = (new String(input, UTF_8) + "\n\n\n").split("\n", -1);
        SetCookie cookie;
        try {
            cookie = SetCookie.of(lines[0], lines[1]).path(lines[2]).httpOnly();
            cookie = lines[3].isEmpty() ? cookie : cookie.domain(lines[3]);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().matches("[ -~]+"), e.getMessage());
            return;
        }
        String text = new FieldLine("Set-Cookie", cookie.toString()).value();
        String[] parts = text.split("; ", -1);
        assertEquals(List.of(new Cookie(lines[0], lines[1])), Cookies.of(Requests.fields("Cookie: " + parts[0])).all());
        assertEquals(parts.length - 1, text.chars().filter(c -> c == ';').count());
        assertTrue(text.contains("; Path=" + lines[2] + "; ") && text.contains("; HttpOnly"), text);
        assertEquals(!lines[3].isEmpty(), text.contains("; Domain="), text);
        assertEquals(text.replaceFirst("=" + Pattern.quote(lines[1]), "="),
                cookie.gone().toString().replace("; Expires=Thu, 01 Jan 1970 00:00:00 GMT", ""));
    }

    // Ranges: RFC 9110 section 14.

    private static final Pattern RANGES_INPUT = Pattern.compile("([0-9]{1,3}) (.*)");
    private static final Pattern RANGES = Pattern.compile("(?i:bytes)=[ \t]*SPEC?([ \t]*,[ \t]*SPEC?)*+"
            .replace("SPEC", "([0-9]+-[0-9]*|-[0-9]+)"));
    private static final Pattern RANGE = Pattern.compile("([0-9]*)-([0-9]*)");

    static Stream<byte[]> rangesSeeds() {
        return Seeds.ofTarget("ranges");
    }

    /** The input is a length and a Range; the parts contain exactly the bytes that the Range asks for, each once. */
    @MethodSource("rangesSeeds")
    @FuzzTest
    void ranges(byte[] input) {
        Matcher matcher = RANGES_INPUT.matcher(new String(input, ISO_8859_1));
        Optional<Fields> fields = matcher.matches() ? fields("Range: " + matcher.group(2)) : Optional.empty();
        if (fields.isEmpty() || fields.get().count("Range") != 1) {
            return;
        }
        int length = Integer.parseInt(matcher.group(1));
        Optional<BitSet> wanted = wanted(fields.get().first("Range").orElseThrow(), length);
        ByteRanges.Selection selection = ByteRanges.select(fields.get(), length);
        if (selection instanceof ByteRanges.Selection.Parts parts) {
            BitSet sent = new BitSet();
            for (ByteRange range : parts.ranges()) {
                int first = Math.toIntExact(range.first());
                int last = Math.toIntExact(range.last());
                assertTrue(0 <= first && first <= last && last < length, range::toString);
                assertFalse(sent.get(Math.max(0, first - 1), last + 2).cardinality() > 0, parts::toString);
                sent.set(first, last + 1);
            }
            assertEquals(wanted, Optional.of(sent));
            assertTrue(parts.ranges().size() <= ByteRanges.RANGES_MAX);
        } else {
            boolean unsatisfiable = wanted.isPresent() && wanted.get().isEmpty();
            assertEquals(unsatisfiable, selection instanceof ByteRanges.Selection.Unsatisfiable, selection::toString);
            assertTrue(unsatisfiable || wanted.isEmpty(), selection::toString);
        }
    }

    /** The bytes that a Range asks for; empty if it must be ignored. */
    private static Optional<BitSet> wanted(String range, int length) {
        List<Matcher> specs = RANGE.matcher(range).results().map(r -> RANGE.matcher(r.group())).filter(Matcher::matches)
                .toList();
        if (!RANGES.matcher(range).matches() || specs.isEmpty() || specs.size() > ByteRanges.RANGES_MAX
                || length == 0) {
            return Optional.empty();
        }
        BitSet wanted = new BitSet();
        BigInteger end = BigInteger.valueOf(length);
        for (Matcher spec : specs) {
            Optional<BigInteger> before = number(spec.group(1));
            Optional<BigInteger> after = number(spec.group(2));
            if (before.isPresent() && after.isPresent() && after.get().compareTo(before.get()) < 0) {
                return Optional.empty();
            }
            BigInteger first = before.orElseGet(() -> end.subtract(after.orElseThrow()).max(BigInteger.ZERO)).min(end);
            BigInteger last = before.isEmpty() ? end : after.map(n -> n.add(BigInteger.ONE)).orElse(end).min(end);
            wanted.set(first.intValueExact(), last.max(first).intValueExact());
        }
        return Optional.of(wanted);
    }

    private static Optional<BigInteger> number(String digits) {
        return digits.isEmpty() ? Optional.empty() : Optional.of(new BigInteger(digits));
    }

    // Dates: RFC 9110 section 5.6.7.

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String TIME = "(?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})";
    private static final String MONTH = "(?<month>" + String.join("|", MONTHS) + ")";
    private static final List<Pattern> DATES = List.of(
            Pattern.compile("(?<name>[A-Z][a-z]{2}), (?<day>[0-9]{2}) " + MONTH + " (?<year>[0-9]{4}) " + TIME + " GMT"),
            Pattern.compile("(?<name>[A-Z][a-z]{2}) " + MONTH + " (?<day>[0-9 ][0-9]) " + TIME + " (?<year>[0-9]{4})"),
            Pattern.compile("(?<name>(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day), (?<day>[0-9]{2})-" + MONTH
                    + "-(?<year>[0-9]{2}) " + TIME + " GMT"));

    static Stream<byte[]> datesSeeds() {
        return Seeds.ofTarget("dates");
    }

    /** A text in one of the three formats with an existing day gives its instant; any other text is no date. */
    @MethodSource("datesSeeds")
    @FuzzTest
    void dates(byte[] input) {
        String text = new String(input, ISO_8859_1);
        Optional<Instant> read = HttpDate.parse(text, NOW);
        assertEquals(DATES.stream().map(form -> form.matcher(text)).filter(Matcher::matches).findFirst()
                .flatMap(HttpFuzzTest::instant), read, text);
        read.ifPresent(date -> assertEquals(read, HttpDate.parse(HttpDate.format(date), NOW)));
    }

    private static Optional<Instant> instant(Matcher date) {
        int year = Integer.parseInt(date.group("year"));
        boolean shortYear = date.group("year").length() == 2;
        int month = MONTHS.indexOf(date.group("month")) + 1;
        int day = Integer.parseInt(date.group("day").strip());
        String time = date.group("time").equals("23:59:60") ? "23:59:59" : date.group("time");
        try {
            LocalDateTime local = LocalDateTime.parse(String.format(Locale.ROOT, "%04d-%02d-%02dT%s",
                    shortYear ? 2000 + year : year, month, day, time));
            if (shortYear && local.isAfter(LocalDateTime.ofInstant(NOW, ZoneOffset.UTC).plusYears(50))) {
                local = local.minusYears(100);
            }
            boolean named = shortYear || local.getDayOfWeek().name().regionMatches(true, 0, date.group("name"), 0, 3);
            return named ? Optional.of(local.toInstant(ZoneOffset.UTC)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    // Targets: RFC 3986.

    /** The encoding of an unreserved character (section 2.3). */
    private static final Pattern UNRESERVED = Pattern.compile("%(2D|2E|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])");

    static Stream<byte[]> targetsSeeds() {
        return Seeds.ofTarget("targets");
    }

    /** The path that routes are chosen by never leads upwards, and stays the same when it is read again. */
    @MethodSource("targetsSeeds")
    @FuzzTest
    void targets(byte[] input) {
        String text = new String(input, ISO_8859_1);
        Optional<RequestHead> head = text.matches("[^ \r\n]+") ? head("OPTIONS " + text) : Optional.empty();
        if (head.isEmpty()) {
            return;
        }
        assertEquals(text, head.get().target());
        RequestTarget target = RequestTarget.of(head.get());
        if (target.path().equals("*")) {
            assertEquals("*", text);
            return;
        }
        assertTrue(target.path().matches("/([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*+"), target::path);
        for (String segment : target.path().substring(1).split("/", -1)) {
            assertFalse(segment.equals(".") || segment.equals(".."), target::path);
        }
        assertFalse(UNRESERVED.matcher(target.path()).find(), target::path);
        target.segments().ifPresent(segments -> {
            assertFalse(segments.contains(".") || segments.contains(".."), segments::toString);
            assertEquals(target.path().chars().filter(c -> c == '/').count(), segments.size());
        });
        RequestTarget again = RequestTarget.of(head("OPTIONS " + target).orElseThrow());
        assertEquals(target.path(), again.path());
        assertEquals(target.toString(), again.toString());
        for (String pair : target.query().split("&")) {
            String name = decodeForm(pair.split("=", 2)[0]);
            assertEquals(firstValue(target.query(), name), target.parameter(name), target::query);
        }
    }

    /** The value of the first pair with this name in a query. */
    private static Optional<String> firstValue(String query, String name) {
        return Stream.of(query.split("&")).map(pair -> (pair + '=').split("=", 2))
                .filter(pair -> decodeForm(pair[0]).equals(name)).findFirst()
                .map(pair -> decodeForm(pair[1].replaceFirst("=$", "")));
    }

    /** As Java decodes forms, with each lone percent sign encoded first. */
    private static String decodeForm(String text) {
        return URLDecoder.decode(text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), UTF_8);
    }

    static Stream<byte[]> percentsSeeds() {
        return Seeds.ofTarget("percents");
    }

    /** Any text, and any decoded text, is the same after encoding and decoding. */
    @MethodSource("percentsSeeds")
    @FuzzTest
    void percents(byte[] input) {
        String text = new String(input, UTF_8);
        assertEquals(Optional.of(text), PercentCoding.decode(PercentCoding.encode(text)));
        PercentCoding.decode(text).ifPresent(decoded ->
                assertEquals(Optional.of(decoded), PercentCoding.decode(PercentCoding.encode(decoded))));
        PercentCoding.decode(text).ifPresent(decoded ->
                assertEquals(decoded.getBytes(UTF_8).length, text.getBytes(UTF_8).length
                        - 2 * (int) text.chars().filter(c -> c == '%').count()));
    }

    private static Optional<Fields> fields(String line) {
        return head("GET /", line).map(RequestHead::fields);
    }

    /** The head with these lines; empty if the parser refuses it or a line contains a line break. */
    private static Optional<RequestHead> head(String start, String... lines) {
        if (Stream.of(lines).anyMatch(line -> line.contains("\r") || line.contains("\n"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Requests.head(start + " HTTP/1.1", lines));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }
}
