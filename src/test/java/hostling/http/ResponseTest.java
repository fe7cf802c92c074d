package hostling.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.testing.Proves;
import hostling.wire.FieldLine;
import hostling.wire.ResponseHead;
import hostling.wire.Violation;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a handler can respond, and what it can't: a mistake is reported where it is made. */
class ResponseTest {
    /** RFC 9110 section 15.2: only the server itself sends 100, and it never switches to another protocol. */
    @Proves({"9110-7.8-c", "9110-15.2.2-a"})
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 101, 103, 199, 600, 1000})
    void onlyAFinalStatusIsTaken(int status) {
        assertThrows(IllegalArgumentException.class, () -> Response.of(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 299, 599})
    void anyFinalStatusIsTaken(int status) {
        assertEquals(status, Response.of(status).head().status());
    }

    @Proves({"9112-6.1-b", "9112-6.2-a", "9110-7.6.1-a", "9110-7.8-j"})
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "Transfer-Encoding", "connection", "DATE", "Keep-Alive", "Trailer",
            "Upgrade"})
    void theFieldsOfTheWriterAreRefused(String name) {
        Response response = Response.of(200);
        assertThrows(IllegalArgumentException.class, () -> response.with(name, "1"));
    }

    /** Invariant 10. */
    @Proves({"9112-2.2-c", "9112-11.1-a"})
    @ParameterizedTest
    @ValueSource(strings = {"/a\r\nSet-Cookie: b=c", "/a\nb", "/a\rb", "/a\0", "/\u010d\u010a"})
    void whatComesFromAClientCantBreakOutOfAField(String location) {
        assertThrows(IllegalArgumentException.class, () -> Response.redirect(302, location));
        Response response = Response.of(200);
        assertThrows(IllegalArgumentException.class, () -> response.with("X", location));
        assertThrows(IllegalArgumentException.class, () -> response.with(location, "x"));
    }

    @Test
    void aResponseIsNotChangedByWhatIsMadeOfIt() {
        List<FieldLine> fields = new ArrayList<>(List.of(new FieldLine("A", "1")));
        Response first = new Response(200, fields, Body.EMPTY);
        fields.add(new FieldLine("B", "2"));
        Response second = first.with("C", "3").withText("text");
        assertEquals(List.of(new FieldLine("A", "1")), first.fields());
        assertEquals(0, first.body().length());
        assertEquals(List.of("A", "C", "Content-Type"), second.fields().stream().map(FieldLine::name).toList());
        assertEquals(4, second.body().length());
    }

    @Test
    void aResponseCanBeGivenTwice() {
        Response response = Response.text("text");
        Body.Bytes body = assertInstanceOf(Body.Bytes.class, response.body());
        assertEquals("text", UTF_8.decode(body.content().duplicate()).toString());
        assertEquals("text", UTF_8.decode(body.content().duplicate()).toString());
        assertEquals(4, response.head().contentLength());
    }

    /** The length counts bytes, not characters. */
    @Proves("9110-8.3-a")
    @Test
    void textIsUtf8AndSaysSo() {
        Response response = Response.text("\u20ac");
        assertEquals(List.of(new FieldLine("Content-Type", "text/plain; charset=utf-8")), response.fields());
        assertEquals(3, response.body().length());
        assertEquals(List.of(new FieldLine("Content-Type", "text/html; charset=utf-8")), Response.html("<p>").fields());
    }

    @Proves({"9110-15.4.2-a", "9110-15.4.3-a", "9110-15.4.4-a", "9110-15.4.8-a", "9110-15.4.9-a", "9110-10.2.2-a"})
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectionNamesWhereToGo(int status) {
        Response response = Response.redirect(status, "/a?b");
        assertEquals(status, response.status());
        assertTrue(response.fields().contains(new FieldLine("Location", "/a?b")));
        assertEquals(status + " " + Status.reason(status) + ": /a?b\n", text(response));
    }

    @Proves({"9110-15.5-a", "9110-15.6-a"})
    @Test
    void anErrorExplainsItself() {
        Response error = Response.error(404, "there is no such file");
        assertEquals(new Body.ErrorReason("there is no such file"), error.body());
        assertEquals(ResponseHead.UNKNOWN_LENGTH, error.body().length());
        assertEquals("404 Not Found: there is no such file.\n",
                text(ErrorPages.PLAIN.render(Response.of(404), "there is no such file", Optional.empty())));
    }

    @Test
    void theHeadHasTheReasonAndTheLength() {
        assertEquals(new ResponseHead(404, "Not Found", List.of(), 0), Response.of(404).head());
        assertEquals("", Response.of(299).head().reason());
    }

    @Test
    void aStreamMayHaveALengthOrNone() {
        BodySource source = into -> BodySource.Progress.END;
        assertEquals(7, Response.of(200).with(new Body.Stream(source, 7)).head().contentLength());
        assertEquals(ResponseHead.UNKNOWN_LENGTH, Response.of(200).with(new Body.Stream(source,
                ResponseHead.UNKNOWN_LENGTH)).head().contentLength());
        assertThrows(IllegalArgumentException.class, () -> Response.of(200).with(new Body.Stream(source, -2)));
    }

    @Test
    void theLengthOfBytesIsWhatIsLeftOfThem() {
        assertEquals(2, new Body.Bytes(ByteBuffer.allocate(9).position(3).limit(5)).length());
    }

    static Stream<Integer> namedStatuses() {
        return Stream.of(Status.class.getFields()).filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(field -> {
            try {
                return field.getInt(null);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("namedStatuses")
    void everyStatusWithANameHasAReason(int status) {
        assertFalse(Status.reason(status).isEmpty());
    }

    /** The statuses with which the protocol core refuses requests have a reason phrase, too. */
    @ParameterizedTest
    @EnumSource
    void everyStatusOfAViolationHasAReason(Violation violation) {
        assertFalse(Status.reason(violation.status()).isEmpty(), violation.name());
    }

    /** RFC 9110 section 9.1. */
    @Proves("9110-9.1-e")
    @ParameterizedTest
    @CsvSource({"GET, true", "HEAD, true", "OPTIONS, true", "get, false", "Get, false", "'GET ', false", "'', false",
            "PROPFIND, false"})
    void methodsAreKnownByTheirExactName(String name, boolean known) {
        assertEquals(known, Method.of(name).isPresent());
    }

    @Test
    void theMethodOfAHeadMayBeUnknown() {
        assertEquals(Optional.empty(), Method.of(Requests.head("get / HTTP/1.1")));
        assertEquals(Optional.empty(), Method.of(Requests.head("GETS / HTTP/1.1")));
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodIsFoundByItsName(Method method) {
        assertEquals(Optional.of(method), Method.of(method.name()));
        String target = method == Method.CONNECT ? "a:80" : "/";
        assertEquals(Optional.of(method), Method.of(Requests.head(method + " " + target + " HTTP/1.1")));
        assertEquals(method == Method.GET || method == Method.HEAD, method.isRetrieval());
    }

    @Test
    void aRequestLendsItsHeadAndItsTarget() {
        Request request = Requests.request("GET", "/a/../b?x=1&y=2", "X-A: 1", "x-a: 2");
        assertEquals("/b", request.path());
        assertEquals(Optional.of("2"), request.query("y"));
        assertEquals(Optional.empty(), request.query("z"));
        assertEquals(Optional.of("1"), request.field("X-A"));
        assertEquals(2, request.fields().count("X-A"));
    }

    private static String text(Response response) {
        return UTF_8.decode(assertInstanceOf(Body.Bytes.class, response.body()).content().duplicate()).toString();
    }

    @Test
    void aFieldIsFoundWhateverTheCaseOfItsName() {
        Response response = Response.of(200).with("A", "1").with("b", "2").with("a", "3");
        assertEquals(Optional.of("1"), response.field("a"));
        assertEquals(Optional.of("2"), response.field("B"));
        assertEquals(Optional.empty(), response.field("c"));
    }

    @Test
    void aFieldThatIsReplacedIsThereOnce() {
        Response response = Response.of(200).with("A", "1").with("b", "2").with("a", "3").replacing("A", "4");
        assertEquals(List.of(new FieldLine("b", "2"), new FieldLine("A", "4")), response.fields());
    }

    /** RFC 9110 section 12.5.5: one list with each name once; an asterisk already stands for all names. */
    @Proves("9110-5.6.1.1-a")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -               | Accept          | Accept
            Origin          | Accept          | Origin, Accept
            Origin , Accept | accept          | Origin , Accept
            accept          | Accept-Encoding | accept, Accept-Encoding
            *               | Accept          | *
            """)
    void whatAResponseVariesByIsAddedUp(String told, String more, String expected) {
        Response response = told.equals("-") ? Response.of(200) : Response.of(200).with("Vary", told);
        assertEquals(Optional.of(expected), response.varyingBy(more).field("Vary"));
        assertEquals(1, response.varyingBy(more).fields().size());
    }

    @Test
    void otherFieldsAreNotTakenForNamesInVary() {
        assertEquals(Optional.of("Accept"), Response.of(200).with("X", "Accept").varyingBy("Accept").field("Vary"));
    }

    @Test
    void whatAChangeMakesOfAResponseIsMadeOnce() {
        UnaryOperator<Response> first = response -> response.with("A", "1");
        UnaryOperator<Response> second = response -> response.with("B", "2");
        Response response = Response.of(200);
        Response changed = response.filteredOnce(first);
        assertEquals(Optional.of("1"), changed.field("A"));
        assertSame(changed, response.filteredOnce(first));
        assertEquals(List.of(new FieldLine("B", "2")), response.filteredOnce(second).fields());
    }

    @Test
    void theHeadOfAResponseIsEncodedOnce() {
        Response response = Response.text("text");
        assertNotNull(response.encodedHead());
        assertSame(response.encodedHead(), response.encodedHead());
    }

    @Test
    void aSequenceIsAsLongAsItsPieces() throws IOException {
        try (FileChannel file = FileChannel.open(Path.of("pom.xml"))) {
            Body text = Response.text("text").body();
            assertEquals(11, new Body.Sequence(List.of(text, new Body.File(file, 0, 7))).length());
            for (Body other : List.of(new Body.Stream(into -> BodySource.Progress.END, 7),
                    new Body.ErrorReason("it is none"), new Body.Sequence(List.of()))) {
                assertThrows(IllegalArgumentException.class, () -> new Body.Sequence(List.of(text, other)));
            }
        }
    }
}
