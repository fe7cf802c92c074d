package hostling.properties;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.ByteRange;
import hostling.http.ByteRanges;
import hostling.http.ByteRanges.Selection;
import hostling.http.EntityTag;
import hostling.http.HttpDate;
import hostling.http.PercentCoding;
import hostling.http.RequestTarget;
import hostling.testing.Proves;
import hostling.wire.Limits;
import hostling.wire.RequestHead;
import hostling.wire.RequestParser;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Properties of dates, tags, ranges, encodings and targets for any values. */
class HttpProperties {
    private static final long LAST_SECOND_OF_9999 = 253_402_300_799L;
    private static final long NEARLY_50_YEARS_SECONDS = 1_577_000_000L;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    // Dates: RFC 9110 section 5.6.7.

    @Property
    void aDateThatIsWrittenIsReadAgain(@ForAll @LongRange(max = LAST_SECOND_OF_9999) long second) {
        Instant instant = Instant.ofEpochSecond(second);
        String text = HttpDate.format(instant);
        assertEquals(Optional.of(instant), HttpDate.parse(text, NOW));
        assertEquals(29, text.length());
    }

    @Property
    void theOldFormOfTheCLibraryIsReadToo(@ForAll @LongRange(max = LAST_SECOND_OF_9999) long second) {
        Instant instant = Instant.ofEpochSecond(second);
        String text = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US)
                .format(instant.atOffset(ZoneOffset.UTC));
        assertEquals(Optional.of(instant), HttpDate.parse(text, NOW));
    }

    /** A date less than 50 years away is read correctly. */
    @Proves("9110-5.6.7-d")
    @Property
    void aYearOfTwoDigitsIsReadWithinFiftyYears(
            @ForAll @LongRange(min = -NEARLY_50_YEARS_SECONDS, max = NEARLY_50_YEARS_SECONDS) long away) {
        Instant instant = NOW.plusSeconds(away);
        String text = DateTimeFormatter.ofPattern("EEEE, dd-MMM-uu HH:mm:ss 'GMT'", Locale.US)
                .format(instant.atOffset(ZoneOffset.UTC));
        assertEquals(Optional.of(instant), HttpDate.parse(text, NOW));
    }

    /** Only one text stands for a date: changing a character never gives a different date by accident. */
    @Property
    void whatIsReadIsADateInOneOfTheThreeForms(@ForAll @LongRange(max = LAST_SECOND_OF_9999) long second,
            @ForAll @IntRange(max = 28) int index, @ForAll("dateCharacters") char changed) {
        StringBuilder text = new StringBuilder(HttpDate.format(Instant.ofEpochSecond(second)));
        text.setCharAt(index, changed);
        HttpDate.parse(text.toString(), NOW)
                .ifPresent(read -> assertEquals(text.toString(), HttpDate.format(read)));
    }

    @Provide
    Arbitrary<Character> dateCharacters() {
        return Arbitraries.chars().with("0123456789 ,:-+SunMoTeWdhFritJaFbMpyJlgSNvcGMT\u0663");
    }

    // Entity tags: RFC 9110 section 8.8.3.

    @Property
    void tagsThatAreWrittenAsAListAreReadAgain(@ForAll("tags") List<EntityTag> tags,
            @ForAll("separators") @Size(8) List<String> separators) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tags.size(); i++) {
            text.append(i == 0 ? "" : separators.get(i % separators.size())).append(tags.get(i));
        }
        assertEquals(Optional.of(tags), EntityTag.parseList(text.toString()));
    }

    @Property
    void aStrongMatchIsAWeakOneAndBothGoBothWays(@ForAll("tag") EntityTag first, @ForAll("tag") EntityTag second) {
        assertEquals(first.matchesStrongly(second), second.matchesStrongly(first));
        assertEquals(first.matchesWeakly(second), second.matchesWeakly(first));
        assertTrue(first.matchesWeakly(second) || !first.matchesStrongly(second));
        assertTrue(first.matchesWeakly(first));
        assertEquals(!first.weak(), first.matchesStrongly(first));
    }

    @Provide
    Arbitrary<EntityTag> tag() {
        Arbitrary<String> opaque = Arbitraries.strings().withChars("ab,\\W/!").withCharRange('\u0080', '\u00ff')
                .ofMaxLength(3);
        return Combinators.combine(Arbitraries.of(true, false), opaque).as(EntityTag::new);
    }

    @Provide
    Arbitrary<List<EntityTag>> tags() {
        return tag().list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<String>> separators() {
        return Arbitraries.of(",", ", ", " ,", "\t,\t", ",,", ", , ").list().ofSize(8);
    }

    // Ranges: RFC 9110 section 14.1.2.

    @Proves("9110-14.4-d")
    @Property
    void aPartLiesWithinTheRepresentation(@ForAll("rangeTexts") String text,
            @ForAll @LongRange(max = 200) long length) {
        if (select(text, length) instanceof Selection.Parts parts) {
            for (ByteRange range : parts.ranges()) {
                assertTrue(0 <= range.first(), "the first byte exists");
                assertTrue(range.first() <= range.last(), "the range is not empty");
                assertTrue(range.last() < length, "the last byte exists");
                assertEquals(range.last() - range.first() + 1, range.length());
            }
        }
    }

    /** Compares with sets of numbers: the parts are the runs of the requested bytes, and no byte is sent twice. */
    @Proves({"9110-15.3.7.2-e", "9110-15.3.7.2-h"})
    @Property
    void thePartsAreTheBytesThatWereAskedFor(@ForAll("ranges") List<ByteRange> asked) {
        String text = asked.stream().map(range -> range.first() + "-" + range.last()).collect(joining(",", "bytes=", ""));
        BitSet wanted = new BitSet();
        asked.forEach(range -> wanted.set((int) range.first(), (int) range.last() + 1));
        List<ByteRange> runs = new ArrayList<>();
        for (int first = wanted.nextSetBit(0); first >= 0; first = wanted.nextSetBit(wanted.nextClearBit(first))) {
            runs.add(new ByteRange(first, wanted.nextClearBit(first) - 1));
        }
        runs.sort(Comparator.comparing(run -> firstWithin(run, asked)));
        assertEquals(new Selection.Parts(runs), select(text, 300));
    }

    private static int firstWithin(ByteRange run, List<ByteRange> asked) {
        return IntStream.range(0, asked.size()).filter(i -> run.first() <= asked.get(i).first()
                && asked.get(i).last() <= run.last()).findFirst().orElseThrow();
    }

    @Provide
    Arbitrary<List<ByteRange>> ranges() {
        Arbitrary<Integer> position = Arbitraries.integers().between(0, 60);
        return Combinators.combine(position, position).as((a, b) -> new ByteRange(Math.min(a, b), Math.max(a, b)))
                .list().ofMinSize(1).ofMaxSize(ByteRanges.RANGES_MAX);
    }

    /** Compares with arithmetic without overflow. */
    @Proves({"9110-14.1.2-a", "9110-14.1.2-b", "9110-14.1.2-c", "9110-14.1.2-d", "9110-14.1.1-a"})
    @Property
    void aRangeOfTwoNumbersIsWhatTheNumbersSay(@ForAll("numbers") BigInteger first, @ForAll("numbers") BigInteger last,
            @ForAll @LongRange(min = 1) long length) {
        BigInteger end = BigInteger.valueOf(length);
        Selection selection = select("bytes=" + first + "-" + last, length);
        if (first.compareTo(end) < 0 && last.compareTo(first) >= 0) {
            assertEquals(new Selection.Parts(List.of(new ByteRange(first.longValueExact(),
                    last.min(end.subtract(BigInteger.ONE)).longValueExact()))), selection);
        } else if (last.compareTo(first) >= 0) {
            assertEquals(new Selection.Unsatisfiable(), selection);
        } else {
            // Invalid: RFC 9110 section 14.2 lets it be ignored or refused, never served.
            assertFalse(selection instanceof Selection.Parts);
        }
    }

    @Property
    void aSuffixIsTheLastBytes(@ForAll("numbers") BigInteger count, @ForAll @LongRange(min = 1) long length) {
        Selection selection = select("bytes=-" + count, length);
        long first = BigInteger.valueOf(length).subtract(count).max(BigInteger.ZERO).longValueExact();
        assertEquals(count.signum() == 0 ? new Selection.Unsatisfiable()
                : new Selection.Parts(List.of(new ByteRange(first, length - 1))), selection);
    }

    @Provide
    Arbitrary<String> rangeTexts() {
        return Arbitraries.of("bytes=", "BYTES=", "-", "-", "0", "1", "7", "99", "199", "200", "00", ",", " ", "+",
                "9223372036854775807", "9223372036854775808").list().ofMinSize(1).ofMaxSize(6)
                .map(list -> "bytes=" + String.join("", list));
    }

    @Provide
    Arbitrary<BigInteger> numbers() {
        return Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(25));
    }

    private static Selection select(String range, long length) {
        return ByteRanges.select(head("/", "Range: " + range).fields(), length);
    }

    // Percent-encoding: RFC 3986 section 2.

    @Property
    void anyTextIsDecodedToItselfAfterItWasEncoded(@ForAll("unicode") String text) {
        String encoded = PercentCoding.encode(text);
        assertTrue(encoded.matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*+"), encoded);
        assertEquals(Optional.of(text), PercentCoding.decode(encoded));
    }

    /** Text that looks encoded stays text. */
    @Proves("3986-2.4-c")
    @Property
    void nothingIsDecodedTwice(@ForAll("pathPieces") @Size(max = 8) List<String> pieces) {
        String text = String.join("", pieces);
        String twice = PercentCoding.encode(PercentCoding.encode(text));
        assertEquals(Optional.of(PercentCoding.encode(text)), PercentCoding.decode(twice));
    }

    @Provide
    Arbitrary<String> unicode() {
        Arbitrary<Integer> codePoints = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 0x7f)),
                Tuple.of(2, Arbitraries.integers().between(0x80, 0xd7ff)),
                Tuple.of(1, Arbitraries.integers().between(0xe000, 0xffff)),
                Tuple.of(1, Arbitraries.integers().between(0x10000, 0x10ffff)));
        return codePoints.list().ofMaxSize(20).map(list -> list.stream().map(Character::toString)
                .reduce("", String::concat));
    }

    // Targets: RFC 3986 sections 5.2.4 and 6.2.2.

    @Proves({"3986-5.4.2-a", "3986-6.2.2.3-a"})
    @Property
    void aNormalisedPathHasNoDotSegments(@ForAll("paths") String path) {
        String normal = target(path).path();
        assertTrue(normal.startsWith("/"), normal);
        for (String segment : normal.split("/", -1)) {
            assertFalse(segment.replaceAll("(?i)%2e", ".").matches("\\.\\.?"), normal);
        }
    }

    @Property
    void normalisingANormalisedPathChangesNothing(@ForAll("paths") String path) {
        String once = target(path).path();
        assertEquals(once, target(once).path());
    }

    /** The literal algorithm of RFC 3986 section 5.2.4, after the decoding of section 6.2.2.2. */
    @Property
    void dotSegmentsAreRemovedAsTheRfcDoesIt(@ForAll("paths") String path) {
        String dotted = path.replaceAll("(?i)%2e", ".").replaceAll("(?i)%2f", "%2F").replaceAll("(?i)%5c", "%5C")
                .replace("%61", "a");
        assertEquals(removeDotSegments(dotted), target(path).path());
    }

    /** The path is split before it is decoded, so there are as many segments as slashes. */
    @Proves("3986-7.3-a")
    @Property
    void anEncodedSlashSeparatesNothing(@ForAll("paths") String path) {
        RequestTarget target = target(path);
        long slashes = target.path().chars().filter(c -> c == '/').count();
        target.segments().ifPresent(segments -> assertEquals(slashes, segments.size()));
        target.segments().ifPresent(segments -> assertEquals(target.path(), "/" + String.join("/",
                segments.stream().map(HttpProperties::encodedLike).toList())));
    }

    private static String encodedLike(String segment) {
        return PercentCoding.encode(segment).replace("%3B", ";");
    }

    @Provide
    Arbitrary<List<String>> pathPieces() {
        return pieces().list();
    }

    @Provide
    Arbitrary<String> paths() {
        return pieces().list().ofMaxSize(10).map(list -> "/" + String.join("", list));
    }

    private static Arbitrary<String> pieces() {
        return Arbitraries.of("/", "/", "/", ".", "..", "/..", "/../", "/./", "a", "b", "%2e", "%2E", "%2f", "%2F",
                "%5c", "%61", "%252e", "%C3%A9", ";", "...");
    }

    /** The algorithm as the RFC describes it, with an input and an output buffer. */
    private static String removeDotSegments(String path) {
        String input = path;
        StringBuilder output = new StringBuilder();
        while (!input.isEmpty()) {
            if (input.startsWith("/./")) {
                input = input.substring(2);
            } else if (input.equals("/.")) {
                input = "/";
            } else if (input.startsWith("/../") || input.equals("/..")) {
                input = input.equals("/..") ? "/" : input.substring(3);
                output.setLength(Math.max(0, output.lastIndexOf("/")));
            } else {
                int end = input.indexOf('/', 1);
                end = end < 0 ? input.length() : end;
                output.append(input, 0, end);
                input = input.substring(end);
            }
        }
        return output.toString();
    }

    private static RequestTarget target(String path) {
        return RequestTarget.of(head(path));
    }

    private static RequestHead head(String target, String... lines) {
        String section = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        ByteBuffer bytes = ISO_8859_1.encode("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + section + "\r\n");
        return (RequestHead) new RequestParser(Limits.DEFAULT).next(bytes);
    }
}
