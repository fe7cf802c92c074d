package hostling.properties;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.properties.RequestModel.ChunkStyle;
import hostling.properties.RequestModel.Chunked;
import hostling.properties.RequestModel.FieldLine;
import hostling.properties.RequestModel.Sized;
import hostling.cases.Bytes;
import hostling.testing.Proves;
import hostling.testing.Transcript;
import hostling.testing.tutor.DifferentEvents;
import hostling.wire.Event;
import hostling.wire.Fields;
import hostling.wire.Limits;
import hostling.wire.ProtocolException;
import hostling.wire.RequestHead;
import hostling.wire.RequestParser;
import hostling.wire.Violation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Properties of the request parser for any input. {@link Transcript} checks every event: it knows what a parser
 * promises about the buffer, and fails as soon as the parser breaks that.
 *
 * <p>The build sets the number of tries: {@code mvn test -Pheavy} tries more.
 */
class RequestParserProperties {
    /** The lowest limit that a request line or a header section can have. */
    private static final int LOWEST = 16;
    /** A limit that no input here exceeds. */
    private static final int WIDE = 1 << 20;
    private static final Limits ROOMY = new Limits(WIDE, WIDE, WIDE, WIDE, WIDE, WIDE);
    private static final RequestModel.Content NO_CONTENT = new Sized(new byte[0], false);

    // The events do not depend on the segments in which the bytes arrive.

    // region: any-segmentation
    @Property
    void anySegmentationGivesTheSameEvents(@ForAll("anything") RequestBytes sent,
            @ForAll("places") List<Integer> places, @ForAll("limits") Limits limits) {
        Transcript whole = Transcript.of(new RequestParser(limits), sent.bytes());
        assertSame(whole, Transcript.of(new RequestParser(limits), sent.cutAt(places)), sent, limits, "At the places " + places + ".");
        assertSame(whole, Transcript.of(new RequestParser(limits), Bytes.oneByOne(sent.bytes())), sent, limits, "After each byte.");
    }
    // endregion

    private static void assertSame(Transcript whole, Transcript cut, RequestBytes sent, Limits limits, String how) {
        DifferentEvents.require(whole.lines(), cut.lines(), sent.bytes(), limits,
                how + " Expected is what the parser says if all bytes come in one piece.");
        assertEquals(whole, cut);
    }

    @Proves("9110-2.3-a")
    @Property
    void nothingButAProtocolExceptionEscapes(@ForAll("anything") RequestBytes sent,
            @ForAll("places") List<Integer> places, @ForAll("limits") Limits limits) {
        Transcript transcript = Transcript.of(new RequestParser(limits), sent.cutAt(places));
        ProtocolException refusal = transcript.refusal();
        if (refusal == null) {
            assertEquals(sent.bytes().length, transcript.bytesTaken());
        } else {
            assertTrue(refusal.status() >= 400 && refusal.status() < 600, refusal.toString());
            assertEquals(refusal.violation().status(), refusal.status());
        }
    }

    @Property
    void aRefusalStays(@ForAll("damagedRequests") RequestBytes sent, @ForAll("anything") RequestBytes next) {
        RequestParser parser = new RequestParser(Limits.DEFAULT);
        ProtocolException refusal = Transcript.of(parser, sent.bytes()).refusal();
        Assume.that(refusal != null);
        ByteBuffer in = ByteBuffer.wrap(next.bytes());
        ProtocolException again = assertThrows(ProtocolException.class, () -> parser.next(in));
        assertEquals(refusal.violation(), again.violation());
        assertEquals(refusal.offset(), again.offset());
        assertEquals(0, in.position());
    }

    // The parser reads what was written.

    @Property
    void aGoodRequestIsReadAsItWasWritten(@ForAll("requests") RequestModel request) {
        assertRead(request.events(), request, ROOMY);
    }

    @Property
    void theLettersOfFieldNamesKeepTheirCase(@ForAll("requests") RequestModel request) {
        Event event = new RequestParser(ROOMY).next(ByteBuffer.wrap(request.bytes()));
        Fields fields = ((RequestHead) event).fields();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            names.add(fields.name(i));
        }
        assertEquals(request.allFields().stream().map(FieldLine::name).toList(), names);
    }

    @Property
    void anyWayOfCuttingContentIntoChunksDecodesToThatContent(@ForAll("bodies") byte[] body,
            @ForAll("chunkStyles") List<ChunkStyle> styles, @ForAll("otherLines") List<FieldLine> trailers) {
        RequestModel request = post(new Chunked(body, styles, trailers));
        List<String> expected = new ArrayList<>(request.headEvents());
        expected.addAll(Transcript.body(body));
        expected.addAll(Transcript.end(trailers.stream().map(FieldLine::event).toList()));
        assertRead(expected, request, ROOMY);
    }

    // The parser finds the end of each message.

    @Property
    void noByteBehindARequestIsTaken(@ForAll("requests") RequestModel request, @ForAll @Size(max = 50) byte[] behind) {
        ByteBuffer in = ByteBuffer.wrap(Bytes.join(request.bytes(), behind));
        RequestParser parser = new RequestParser(ROOMY);
        assertInstanceOf(RequestHead.class, parser.next(in));
        Event event = parser.next(in);
        for (int parts = 0; event instanceof Event.BodyPart && parts < request.bytes().length; parts++) {
            event = parser.next(in);
        }
        assertInstanceOf(Event.End.class, event);
        byte[] left = new byte[in.remaining()];
        in.get(left);
        assertArrayEquals(behind, left);
        assertTrue(parser.betweenMessages());
    }

    @Property
    void requestsOneBehindTheOtherAreReadLikeEachAlone(@ForAll("requestLists") List<RequestModel> requests,
            @ForAll("places") List<Integer> places, @ForAll boolean emptyLineBetween) {
        List<String> expected = new ArrayList<>();
        byte[] stream = {};
        for (RequestModel request : requests) {
            expected.addAll(read(request.bytes(), ROOMY).lines());
            stream = Bytes.join(stream, Bytes.latin1(emptyLineBetween ? "\r\n" : ""), request.bytes());
        }
        List<byte[]> segments = new RequestBytes(stream).cutAt(places);
        DifferentEvents.require(expected, Transcript.of(new RequestParser(ROOMY), segments).lines(), stream, ROOMY,
                "At the places " + places + ". Expected is what the parser says of each request alone.");
    }

    @Property
    void aRequestIsAcceptedExactlyIfItsFieldsFrameItInOneWay(@ForAll("framings") List<FieldLine> framing,
            @ForAll @IntRange(max = 1) int minorVersion) {
        List<FieldLine> fields = new ArrayList<>(framing);
        fields.add(new FieldLine("Host", "a"));
        RequestModel request = new RequestModel("POST", "/", minorVersion, fields, NO_CONTENT);
        boolean accepted = read(request.bytes(), ROOMY).lines().get(0).startsWith("head ");
        assertEquals(framesInOneWay(framing, minorVersion), accepted);
    }

    /** The rule without a parser: at most one of the two fields, only once, and with a valid value. */
    private static boolean framesInOneWay(List<FieldLine> fields, int minorVersion) {
        List<String> lengths = valuesOf(fields, "content-length");
        List<String> codings = valuesOf(fields, "transfer-encoding");
        if (codings.isEmpty()) {
            return lengths.isEmpty() || lengths.size() == 1 && lengths.get(0).matches("[0-9]+");
        }
        List<String> members = Arrays.stream(String.join(",", codings).split(",")).map(String::strip)
                .filter(member -> !member.isEmpty()).toList();
        boolean chunked = members.size() == 1 && members.get(0).equalsIgnoreCase("chunked");
        return chunked && lengths.isEmpty() && minorVersion > 0;
    }

    private static List<String> valuesOf(List<FieldLine> fields, String name) {
        return fields.stream().filter(line -> line.name().equalsIgnoreCase(name)).map(FieldLine::value).toList();
    }

    // Limits are exact: the parser reads what fits, and with a lower limit it refuses the first byte that does not fit.

    @Property
    void aRequestLineFitsOrIsRefused(@ForAll("requests") RequestModel request, @ForAll @IntRange int over) {
        int size = request.requestLine().length();
        int lower = lower(size, over, LOWEST);
        assertRead(request.events(), request, requestLineLimit(size));
        assertRefused(List.of(), Violation.TARGET_TOO_LONG, lower, request, requestLineLimit(lower));
    }

    @Property
    void aMethodThatFillsTheRequestLineIsRefused(@ForAll @IntRange(min = 16, max = 200) int limit,
            @ForAll @IntRange(max = 200) int over) {
        RequestModel request = new RequestModel("A".repeat(limit + over), "/", 1, List.of(), NO_CONTENT);
        assertRefused(List.of(), Violation.METHOD_TOO_LONG, limit, request, requestLineLimit(limit));
    }

    @Property
    void aHeaderSectionFitsOrIsRefused(@ForAll("requests") RequestModel request, @ForAll @IntRange int over) {
        int size = sizeOf(request.allFields());
        int lower = lower(size, over, LOWEST);
        assertRead(request.events(), request, fieldSectionLimit(size));
        assertRefused(List.of(), Violation.FIELDS_TOO_LARGE, request.requestLine().length() + 2 + lower, request,
                fieldSectionLimit(lower));
    }

    @Property
    void headerFieldsAreFewEnoughOrRefused(@ForAll("requests") RequestModel any, @ForAll @IntRange int over) {
        RequestModel request = any.with(NO_CONTENT);
        List<FieldLine> lines = request.allFields();
        int lower = lower(lines.size(), over, 1);
        assertRead(request.events(), request, fieldCountLimit(lines.size()));
        assertRefused(List.of(), Violation.FIELDS_TOO_MANY,
                request.requestLine().length() + 2 + sizeOf(lines.subList(0, lower)), request, fieldCountLimit(lower));
    }

    @Property
    void contentOfALengthFitsOrIsRefused(@ForAll("bodies") byte[] body, @ForAll @IntRange int over) {
        RequestModel request = post(new Sized(body, true));
        int lower = lower(body.length, over, 0);
        assertRead(request.events(), request, bodyLimit(body.length));
        assertRefused(request.headEvents(), Violation.BODY_TOO_LARGE, request.headBytes().length, request,
                bodyLimit(lower));
    }

    @Property
    void contentInChunksFitsOrIsRefused(@ForAll("bodies") byte[] body,
            @ForAll @IntRange(min = 1, max = 40) int chunkBytes, @ForAll @IntRange int over) {
        RequestModel request = post(new Chunked(body, List.of(new ChunkStyle(chunkBytes, 0, false, "")), List.of()));
        int lower = lower(body.length, over, 0);
        assertRead(request.events(), request, bodyLimit(body.length));

        int wholeChunks = lower / chunkBytes;
        List<String> before = new ArrayList<>(request.headEvents());
        before.addAll(Transcript.body(Arrays.copyOf(body, wholeChunks * chunkBytes)));
        Transcript refused = read(request.bytes(), bodyLimit(lower));
        assertEquals(before, refused.lines().subList(0, refused.lines().size() - 1));
        assertEquals(Violation.BODY_TOO_LARGE, refused.refusal().violation());
    }

    @Property
    void chunkExtensionsFitOrAreRefused(@ForAll("bodies") byte[] body, @ForAll("chunkStyles") List<ChunkStyle> styles,
            @ForAll @IntRange int over) {
        RequestModel request = post(new Chunked(body, styles, List.of()));
        int size = extensionBytes(body.length, styles);
        int lower = lower(size, over, 0);
        assertRead(request.events(), request, extensionLimit(size));
        assertEquals(Violation.CHUNK_EXTENSIONS_TOO_LARGE,
                read(request.bytes(), extensionLimit(lower)).refusal().violation());
    }

    private static int extensionBytes(int bodyBytes, List<ChunkStyle> styles) {
        int size = styles.get(styles.size() - 1).extension().length();
        int written = 0;
        for (int i = 0; written < bodyBytes; i++) {
            ChunkStyle style = styles.get(i % styles.size());
            size += style.extension().length();
            written += style.bytesMax();
        }
        return size;
    }

    @Property
    void aTrailerSectionFitsOrIsRefused(@ForAll("chunkedRequests") RequestModel request,
            @ForAll @IntRange int over) {
        int size = sizeOf(request.content().trailers());
        int lower = lower(size, over, 0);
        assertRead(request.events(), request, trailerLimit(size));
        assertRefused(withContent(request), Violation.TRAILERS_TOO_LARGE, request.bytes().length - 2 - size + lower,
                request, trailerLimit(lower));
    }

    @Property
    void trailerFieldsAreFewEnoughOrRefused(@ForAll("otherLines") List<FieldLine> more,
            @ForAll @IntRange int over) {
        List<FieldLine> trailers = new ArrayList<>(more);
        trailers.addAll(List.of(new FieldLine("X", "1"), new FieldLine("Y", "2"), new FieldLine("Z", "3")));
        RequestModel request = post(new Chunked(new byte[0], List.of(new ChunkStyle(1, 0, false, "")), trailers));
        int lower = lower(trailers.size(), over, request.allFields().size());
        assertRead(request.events(), request, fieldCountLimit(trailers.size()));
        assertRefused(withContent(request), Violation.TRAILERS_TOO_MANY,
                request.bytes().length - 2 - sizeOf(trailers.subList(lower, trailers.size())), request,
                fieldCountLimit(lower));
    }

    private static void assertRefused(List<String> before, Violation violation, long offset, RequestModel request,
            Limits limits) {
        List<String> expected = new ArrayList<>(before);
        expected.add(Transcript.error(violation.status(), violation.name(), offset));
        assertRead(expected, request, limits);
    }

    private static void assertRead(List<String> expected, RequestModel request, Limits limits) {
        DifferentEvents.require(expected, read(request.bytes(), limits).lines(), request.bytes(), limits);
    }

    private static Transcript read(byte[] bytes, Limits limits) {
        return Transcript.of(new RequestParser(limits), bytes);
    }

    /** The events of a request up to its end. */
    private static List<String> withContent(RequestModel request) {
        List<String> events = new ArrayList<>(request.headEvents());
        events.addAll(Transcript.body(request.content().bytes()));
        return events;
    }

    private static RequestModel post(RequestModel.Content content) {
        return new RequestModel("POST", "/", 1, List.of(new FieldLine("Host", "a")), content);
    }

    private static int sizeOf(List<FieldLine> lines) {
        return lines.stream().mapToInt(line -> line.line().length()).sum();
    }

    /** A limit below {@code size} and not below {@code lowest}; if there is none, this try does not count. */
    private static int lower(int size, int over, int lowest) {
        Assume.that(size > lowest);
        return size - 1 - over % (size - lowest);
    }

    private static Limits requestLineLimit(int bytes) {
        return new Limits(bytes, WIDE, WIDE, WIDE, WIDE, WIDE);
    }

    private static Limits fieldSectionLimit(int bytes) {
        return new Limits(WIDE, bytes, WIDE, WIDE, WIDE, WIDE);
    }

    private static Limits fieldCountLimit(int count) {
        return new Limits(WIDE, WIDE, count, WIDE, WIDE, WIDE);
    }

    private static Limits bodyLimit(int bytes) {
        return new Limits(WIDE, WIDE, WIDE, bytes, WIDE, WIDE);
    }

    private static Limits extensionLimit(int bytes) {
        return new Limits(WIDE, WIDE, WIDE, WIDE, bytes, WIDE);
    }

    private static Limits trailerLimit(int bytes) {
        return new Limits(WIDE, WIDE, WIDE, WIDE, WIDE, bytes);
    }

    @Provide
    Arbitrary<RequestBytes> anything() {
        return RequestArbitraries.anything();
    }

    @Provide
    Arbitrary<RequestBytes> damagedRequests() {
        return RequestArbitraries.damagedRequests();
    }

    @Provide
    Arbitrary<List<Integer>> places() {
        return RequestArbitraries.places();
    }

    @Provide
    Arbitrary<Limits> limits() {
        return RequestArbitraries.limits();
    }

    @Provide
    Arbitrary<RequestModel> requests() {
        return RequestArbitraries.requests();
    }

    @Provide
    Arbitrary<RequestModel> chunkedRequests() {
        return RequestArbitraries.chunkedRequests();
    }

    @Provide
    Arbitrary<List<RequestModel>> requestLists() {
        return RequestArbitraries.requests().list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        return RequestArbitraries.bodies();
    }

    @Provide
    Arbitrary<List<ChunkStyle>> chunkStyles() {
        return RequestArbitraries.chunkStyles();
    }

    @Provide
    Arbitrary<List<FieldLine>> otherLines() {
        return RequestArbitraries.otherLines(4);
    }

    @Provide
    Arbitrary<List<FieldLine>> framings() {
        return RequestArbitraries.framings();
    }
}
