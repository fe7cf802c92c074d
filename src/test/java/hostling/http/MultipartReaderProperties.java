package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.http.MultipartForms.Part;
import hostling.testing.Proves;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The reader returns the same parts, whatever is in them and however the bytes are cut. */
class MultipartReaderProperties {
    private static final String BOUNDARY = "-b-";

    private static MultipartReader reader() {
        return new MultipartReader(BOUNDARY, MultipartReader.Limits.DEFAULT);
    }

    private static String form(List<String> contents) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < contents.size(); i++) {
            form.append(MultipartForms.file(BOUNDARY, i + ".txt", contents.get(i)));
        }
        return form.append(MultipartForms.end(BOUNDARY)).toString();
    }

    /** Pieces of delimiters, joined into content in which no line begins with the boundary. */
    @Provide
    Arbitrary<List<String>> contents() {
        return Arbitraries.of("\r", "\n", "\r\n", "\r\n-", "\r\n--", "\r\n---b", "-b-", "--", "-", "b", "\0",
                        "\u00ff", "x").list().ofMaxSize(12).map(pieces -> String.join("", pieces))
                .filter(content -> !("\r\n" + content).contains("\r\n--" + BOUNDARY)).list().ofMaxSize(4);
    }

    @Proves({"7578-5.2-a", "7578-4.1-a"})
    @Property
    void whatIsWrittenIsReadHoweverItIsCut(@ForAll("contents") List<String> contents,
            @ForAll @Size(max = 12) List<@IntRange(max = 400) Integer> raw) {
        String form = form(contents);
        List<Integer> cuts = raw.stream().map(cut -> Math.min(cut, form.length())).sorted().toList();
        assertEquals(contents, MultipartForms.read(reader(), form, cuts).stream().map(Part::content).toList());
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadByteByByte(@ForAll("contents") List<String> contents) {
        String form = form(contents);
        List<Integer> cuts = IntStream.range(0, form.length()).boxed().toList();
        assertEquals(MultipartForms.read(reader(), form, List.of()), MultipartForms.read(reader(), form, cuts));
    }

    /** A damaged form is read or refused with the one exception; the outcome does not depend on the cuts. */
    @Property
    void damageIsReadOrRefusedAlike(@ForAll("contents") List<String> contents,
            @ForAll @Size(max = 3) List<@IntRange(max = 400) Integer> places, @ForAll("bytes") char put,
            @ForAll @IntRange(max = 400) int cut) {
        StringBuilder form = new StringBuilder(form(contents));
        for (int place : places) {
            form.setCharAt(place % form.length(), put);
        }
        assertEquals(outcome(form.toString(), List.of()),
                outcome(form.toString(), List.of(Math.min(cut, form.length()))));
    }

    @Provide
    Arbitrary<Character> bytes() {
        return Arbitraries.chars().with("\r\n-b:;\"\\= \0\u00e9\u00ff");
    }

    private static String outcome(String form, List<Integer> cuts) {
        try {
            return MultipartForms.read(reader(), form, cuts).toString();
        } catch (MultipartException e) {
            return e.getMessage();
        }
    }
}
