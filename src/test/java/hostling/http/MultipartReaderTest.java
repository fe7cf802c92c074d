package hostling.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.http.MultipartEvent.PartContent;
import hostling.http.MultipartForms.Part;
import hostling.testing.Proves;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** multipart/form-data (RFC 7578, RFC 2046 section 5.1). */
class MultipartReaderTest {
    private static final String NAMED = "Content-Disposition: form-data; name=a";

    private static List<Part> read(String form) {
        return MultipartForms.read("b", form);
    }

    private static Part only(String... lines) {
        List<Part> parts = read(MultipartForms.part("b", "content", lines) + "--b--");
        assertEquals(1, parts.size());
        return parts.get(0);
    }

    private static String reason(String form) {
        return assertThrows(MultipartException.class, () -> read(form)).getMessage();
    }

    @Proves({"7578-4.5-a", "7578-4.4-b"})
    @Test
    void aPartHasItsNameItsFileNameItsTypeAndItsContent() {
        Part part = only("content-disposition:form-data;  NAME=\"the file\" ; FileName=\"a b.txt\"",
                "Content-Type: text/plain; charset=utf-8");
        assertEquals("the file", part.head().name());
        assertEquals(Optional.of("a b.txt"), part.head().fileName());
        assertEquals(Optional.of("text/plain; charset=utf-8"), part.head().contentType());
        assertEquals("content", part.content());
    }

    @Proves({"7578-4.2-c", "7578-4.4-a"})
    @Test
    void aPartMayHaveNeitherFileNameNorTypeNorContent() {
        Part part = read("--b\r\n" + NAMED + "\r\n\r\n\r\n--b--").get(0);
        assertEquals(Optional.empty(), part.head().fileName());
        assertEquals(Optional.empty(), part.head().contentType());
        assertEquals("", part.content());
    }

    /** {@code body-part := MIME-part-headers [CRLF *OCTET]}: the CRLF of the empty line may belong to the delimiter. */
    @Test
    void aPartMayEndWithItsHead() {
        assertEquals("", read("--b\r\n" + NAMED + "\r\n\r\n--b--").get(0).content());
    }

    @Proves("7578-4.2-e")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "a \\"quoted\\" one"   | a "quoted" one
            "a %22quoted%22 one"   | a "quoted" one
            "100%25"               | 100%25
            "C:\\temp\\a.txt"      | C:\\temp\\a.txt
            "C:\\\\temp"           | C:\\temp
            "a;b=c"                | a;b=c
            plain.txt              | plain.txt
            """)
    void fileNamesAreReadAsTheyAreSent(String sent, String read) {
        assertEquals(Optional.of(read), only(NAMED + "; filename=" + sent).head().fileName());
    }

    @Proves("7578-4.2-e")
    @Test
    void namesAreUtf8() {
        String sent = new String("\u20ac \ud83d\ude00".getBytes(UTF_8), ISO_8859_1);
        assertEquals(Optional.of("\u20ac \ud83d\ude00"), only(NAMED + "; filename=\"" + sent + '"').head().fileName());
        assertTrue(reason(MultipartForms.part("b", "", NAMED + "; filename=\"\u00ff\"")).contains("UTF-8"));
    }

    /** RFC 7578 section 4.2. */
    @Proves("7578-4.2-f")
    @Test
    void theExtendedFileNameIsLeftAside() {
        assertEquals(Optional.empty(), only(NAMED + "; filename*=UTF-8''evil.txt").head().fileName());
        assertEquals(Optional.of("a"), only(NAMED + "; filename*=UTF-8''evil.txt; filename=a").head().fileName());
    }

    /** RFC 7578 section 4.8: a length in a part would be a second way to frame it. */
    @Proves("7578-4.8-a")
    @Test
    void otherFieldsOfAPartMeanNothing() {
        Part part = only(NAMED, "Content-Length: 1", "X-Foo: 1", "Content-Location: /b");
        assertEquals("content", part.content());
        assertEquals(only(NAMED).head(), part.head());
    }

    @Proves({"7578-4.3-a", "7578-5.2-a", "7578-5.2-b"})
    @Test
    void partsOfOneNameStayApartAndInOrder() {
        List<Part> parts = read(MultipartForms.part("b", "1", NAMED) + MultipartForms.part("b", "x", NAMED + "b")
                + MultipartForms.part("b", "2", NAMED) + "--b--");
        assertEquals(List.of("a", "ab", "a"), parts.stream().map(part -> part.head().name()).toList());
        assertEquals(List.of("1", "x", "2"), parts.stream().map(Part::content).toList());
    }

    /** A boundary is content unless CR LF and two hyphens stand before it. */
    @Proves("7578-4.1-a")
    @ParameterizedTest
    @ValueSource(strings = {"a--b\r\n", "\n--b\r\n", "\r--b\r\n", "\r\n-b\r\n", "\r\n -- b", "\r\n--B\r\n", "\r\n--"})
    void onlyAWholeDelimiterEndsAPart(String content) {
        List<Part> parts = read(MultipartForms.part("b", content, NAMED) + "--b--");
        assertEquals(List.of(content), parts.stream().map(Part::content).toList());
    }

    @Proves({"7578-5.1.3-a", "7578-5.1.2-a"})
    @Test
    void aNameInAnotherEncodingIsTakenAsItIs() {
        assertEquals("=?utf-8?Q?a?=", only("Content-Disposition: form-data; name=\"=?utf-8?Q?a?=\"").head().name());
        String umlaut = new String("\u00e4".getBytes(UTF_8), ISO_8859_1);
        assertEquals("\u00e4", only("Content-Disposition: form-data; name=\"" + umlaut + '"').head().name());
    }

    @Test
    void whatStandsAroundThePartsMeansNothing() {
        String part = MultipartForms.part("b", "1", NAMED);
        assertEquals(1, read("a preamble\r\n--\r\n" + part + "--b-- \t\r\nan epilogue\r\n--b\r\n").size());
        assertEquals(1, read("\r\n" + part + "--b--").size());
        assertEquals(1, read(part.replace("--b\r\n", "--b \t\r\n") + "--b--").size());
        assertEquals(0, read("--b--").size());
    }

    /** A slash stands for CRLF. Most of these would be refused at their end anyway, so the test checks the reason. */
    @Proves({"7578-4.2-a", "7578-4.2-b", "7578-4.7-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                           | ends before
            nothing                      | ends before
            --b                          | ends before
            --b/                         | ends before
            --b-                         | ends before
            --bb/                        | other than whitespace
            --b-x                        | other than whitespace
            --b ␉x                       | other than whitespace
            --b␍x                        | a boundary line ends with a CR without LF
            --b␊                         | other than whitespace
            --b//                        | form-data
            --b/No-Colon/                | a token and a colon
            --b/: x/                     | a token and a colon
            --b/ folded: x/              | a token and a colon
            --b/a b: x/                  | a token and a colon
            --b/A: x␊y/                  | control character
            --b/A: ␀/                    | control character
            --b/A: ␡/                    | control character
            --b/A: x␍y/                  | head of a part ends with a CR without LF
            --b/A: 1/a: 2/               | repeats a field
            --b/A: 1//                   | form-data
            --b/DISPOSITION: attachment; name=a//            | form-data
            --b/DISPOSITION: form-data//                     | no name
            --b/DISPOSITION: form-data; name//               | malformed
            --b/DISPOSITION: form-data; name="a//            | malformed
            --b/DISPOSITION: form-data; name=a; name=b//     | malformed
            --b/DISPOSITION: form-data; name=a b//           | malformed
            --b/NAMED/Content-Transfer-Encoding: base64//    | Content-Transfer-Encoding
            --b/NAMED//cut                                   | ends before
            --b/NAMED//x/--bx/--b--                          | other than whitespace
            """)
    void whatBreaksTheFormIsRefused(String form, String reason) {
        String sent = form.replace("/", "\r\n").replace("NAMED", NAMED).replace("DISPOSITION", "Content-Disposition")
                .replace('␉', '\t').replace('␍', '\r').replace('␊', '\n').replace('␀', '\0').replace('␡', '\u007f');
        String told = reason(sent);
        assertTrue(told.contains(reason), told);
    }

    @Test
    void aTabIsNoControlCharacterInAPart() {
        assertEquals("text/plain;\tcharset=utf-8", only(NAMED, "Content-Type: \ttext/plain;\tcharset=utf-8\t").head()
                .contentType().orElseThrow());
    }

    @Test
    void aRefusalIsForGood() {
        MultipartReader reader = new MultipartReader("b", MultipartReader.Limits.DEFAULT);
        MultipartException first = assertThrows(MultipartException.class,
                () -> reader.next(ISO_8859_1.encode("--bx")));
        assertSame(first, assertThrows(MultipartException.class, () -> reader.next(ISO_8859_1.encode("--b--"))));
        assertSame(first, assertThrows(MultipartException.class, reader::end));
    }

    @Test
    void limitsHoldToTheByte() {
        int linesBytes = NAMED.length() + 4;
        String part = MultipartForms.part("b", "", NAMED);
        MultipartReader.Limits exact = new MultipartReader.Limits(linesBytes, 2);
        String room = ".".repeat(linesBytes);
        String form = room + "\r\n" + part + part + "--b--" + room;
        assertEquals(2, MultipartForms.read(new MultipartReader("b", exact), form, List.of()).size());
        for (String over : List.of("." + form, form + ".", form.replace("name=a", "name=ab"),
                room + "\r\n" + part + part + part + "--b--", part.replace("--b\r\n", "--b" + " ".repeat(linesBytes + 1)
                        + "\r\n") + "--b--")) {
            assertThrows(MultipartException.class,
                    () -> MultipartForms.read(new MultipartReader("b", exact), over, List.of()));
        }
    }

    @Test
    void contentIsHandedOutAsAReadOnlyView() {
        MultipartReader reader = new MultipartReader("b", MultipartReader.Limits.DEFAULT);
        ByteBuffer in = ISO_8859_1.encode(MultipartForms.part("b", "content", NAMED));
        reader.next(in);
        assertTrue(((PartContent) reader.next(in)).bytes().isReadOnly());
    }

    @Proves({"7578-4.1-b", "9110-5.6.4-a", "9110-5.6.6-a", "9110-8.3.1-a"})
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            multipart/form-data; boundary=abc                   | abc
            Multipart/Form-Data;BOUNDARY="a b"                  | a b
            multipart/form-data; charset=utf-8; boundary="a\\bc" | abc
            multipart/form-data ; boundary=----WebKit'()+_,-./:=? | -
            multipart/form-data; boundary="----WebKit'()+_,-./:=?" | ----WebKit'()+_,-./:=?
            multipart/form-data; boundary="ends in a space "    | -
            multipart/form-data; boundary=""                    | -
            multipart/form-data; boundary=                      | -
            multipart/form-data; boundary="a{b"                 | -
            multipart/form-data; boundary="09azAZ"              | 09azAZ
            multipart/form-data; boundary="a;b"                 | -
            multipart/form-data; boundary="a@b"                 | -
            multipart/form-data; boundary="a[b"                 | -
            multipart/form-data; boundary="a`b"                 | -
            multipart/form-data; boundary="a*b"                 | -
            multipart/form-data; boundary=a; boundary=b         | -
            multipart/form-data                                 | -
            """)
    void theBoundaryIsAParameter(String contentType, String boundary) {
        if (boundary.equals("-")) {
            assertThrows(MultipartException.class, () -> MultipartReader.boundary(contentType));
        } else {
            assertEquals(Optional.of(boundary), MultipartReader.boundary(contentType));
        }
    }

    @Test
    void aBoundaryHasSeventyCharactersAtMost() {
        String type = "multipart/form-data; boundary=";
        assertEquals(Optional.of("b".repeat(70)), MultipartReader.boundary(type + "b".repeat(70)));
        assertThrows(MultipartException.class, () -> MultipartReader.boundary(type + "b".repeat(71)));
        assertThrows(IllegalArgumentException.class,
                () -> new MultipartReader("\r\n", MultipartReader.Limits.DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "multipart/mixed; boundary=b", "multipart/form-data-x; boundary=b", ";"})
    void anotherTypeHasNoBoundary(String contentType) {
        assertEquals(Optional.empty(), MultipartReader.boundary(contentType));
    }
}
