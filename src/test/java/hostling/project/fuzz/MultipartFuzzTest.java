package hostling.project.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hostling.http.MultipartException;
import hostling.http.MultipartForms;
import hostling.http.MultipartForms.Part;
import hostling.http.MultipartReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Feeds any bytes to the reader of forms. */
class MultipartFuzzTest {
    private static final String BOUNDARY = "-b-";

    static Stream<byte[]> multipartSeeds() {
        return Seeds.ofTarget("multipart").map(FuzzInput::seed);
    }

    /** A form is read the same however it is cut, and so is a new form that is written from what was read. */
    @MethodSource("multipartSeeds")
    @FuzzTest
    void multipart(byte[] input) {
        FuzzInput sent = new FuzzInput(input);
        MultipartReader.Limits limits = sent.multipartLimits();
        String form = new String(sent.message(), ISO_8859_1);
        Outcome whole = read(form, List.of(), limits);
        assertEquals(whole, read(form, sent.cuts(), limits));
        assertEquals(whole, read(form, IntStream.range(0, form.length()).boxed().toList(), limits));
        if (whole.complaint().isEmpty()) {
            assertEquals(whole, read(written(whole.parts()), sent.cuts(), MultipartReader.Limits.DEFAULT));
        }
    }

    private record Outcome(List<Part> parts, String complaint) { }

    private static Outcome read(String form, List<Integer> cuts, MultipartReader.Limits limits) {
        List<Integer> places = cuts.stream().map(cut -> Math.min(cut, form.length())).toList();
        try {
            return new Outcome(MultipartForms.read(new MultipartReader(BOUNDARY, limits), form, places), "");
        } catch (MultipartException e) {
            return new Outcome(List.of(), e.getMessage());
        }
    }

    private static String written(List<Part> parts) {
        StringBuilder form = new StringBuilder();
        for (Part part : parts) {
            List<String> lines = new ArrayList<>();
            lines.add("Content-Disposition: form-data; name=" + quoted(part.head().name())
                    + part.head().fileName().map(name -> "; filename=" + quoted(name)).orElse(""));
            part.head().contentType().ifPresent(type -> lines.add("Content-Type: " + type));
            String[] octets = lines.stream().map(line -> new String(line.getBytes(UTF_8), ISO_8859_1))
                    .toArray(String[]::new);
            form.append(MultipartForms.part(BOUNDARY, part.content(), octets));
        }
        return form.append(MultipartForms.end(BOUNDARY)).toString();
    }

    /** As browsers do it, with three characters percent-encoded, but with a backslash escaped as in the RFC. */
    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A") + '"';
    }

    static Stream<byte[]> boundarySeeds() {
        return Seeds.ofTarget("boundary");
    }

    /** A reader accepts every boundary that was read from a Content-Type. */
    @MethodSource("boundarySeeds")
    @FuzzTest
    void boundary(byte[] input) {
        try {
            Optional<String> boundary = MultipartReader.boundary(new String(input, ISO_8859_1));
            boundary.ifPresent(text -> assertEquals(List.of(), MultipartForms.read(
                    new MultipartReader(text, MultipartReader.Limits.DEFAULT), MultipartForms.end(text), List.of())));
        } catch (MultipartException e) {
            assertEquals("the Content-Type has no boundary of 1 to 70 characters", e.getMessage());
        }
    }
}
