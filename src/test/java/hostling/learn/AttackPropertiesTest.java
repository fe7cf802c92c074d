package hostling.learn;

import hostling.cases.Finding;
import hostling.testing.tutor.FailedCase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The properties of an attack hold for the strict parser, and for no lenient one. They are those of the student, if there is one. */
@Tag("stress")
class AttackPropertiesTest {
    @Test
    void theStrictParserKeepsThem() throws IOException {
        LoadedParser strict = LoadedParser.strict();
        Verdict verdict = strict.tryProperties();
        if (!verdict.isPassed()) {
            List<byte[]> heard = strict.heard();
            List<Finding.Part> parts = new ArrayList<>(heard.isEmpty() ? List.of() : read(heard.get(heard.size() - 1)));
            parts.addAll(verdict.finding().parts());
            throw failed("The strict parser keeps your property", parts);
        }
    }

    @Test
    void aParserForWhichTheCodingWinsIsNoticed() throws IOException {
        requireNoticed(LenientParser.named("coding-wins"));
    }

    @Test
    void aParserForWhichALoneLfEndsASizeIsNoticed() throws IOException {
        requireNoticed(LenientParser.named("lf-ends-size"));
    }

    @Test
    void aParserThatTakesAPlusBeforeASizeIsNoticed() throws IOException {
        requireNoticed(LenientParser.named("plus-before-size"));
    }

    @Test
    void aParserThatTakesASpaceBeforeAColonIsNoticed() throws IOException {
        requireNoticed(LenientParser.named("space-before-colon"));
    }

    @Test
    void aParserForWhichTheFirstLengthCountsIsNoticed() throws IOException {
        requireNoticed(LenientParser.named("first-length"));
    }

    @Test
    void lenientParsersThatTheExerciseDoesNotNameAreNoticed() throws IOException {
        for (LenientParser each : LenientParser.others()) {
            requireNoticed(each);
        }
    }

    private static void requireNoticed(LenientParser lenient) throws IOException {
        LoadedParser parser = LoadedParser.of(lenient);
        if (parser.tryProperties().isPassed()) {
            throw failed("A lenient parser is noticed: " + lenient.heading(), whyNot(parser));
        }
    }

    /** Either the generator makes no message that the parser reads otherwise, or the property says nothing about it. */
    private static List<Finding.Part> whyNot(LoadedParser parser) throws IOException {
        List<byte[]> heard = parser.heard();
        if (heard.isEmpty()) {
            return List.of(new Finding.Words("problem", "Your property gives no bytes to a RequestParser."));
        }
        Optional<byte[]> told = firstReadOtherwise(parser, heard);
        byte[] example = told.orElse(heard.get(heard.size() - 1));
        List<Finding.Part> parts = new ArrayList<>(read(example));
        parts.add(new Finding.Words("lenient", parser.read(example).words()));
        parts.add(new Finding.Words("problem", told.isPresent() ? "Your generator makes a message that the two parsers read in two ways, as "
                + "this one. But your property is true of both: what does it assert?"
                : "Your generator makes no message that tells the two parsers apart. It made " + heard.size() + ", and this is the last of "
                + "them. So the property is true of the lenient parser too."));
        return parts;
    }

    private static List<Finding.Part> read(byte[] bytes) throws IOException {
        return List.of(new Finding.Sent("sent", bytes), new Finding.Words("strict", LoadedParser.strict().read(bytes).words()));
    }

    private static Optional<byte[]> firstReadOtherwise(LoadedParser parser, List<byte[]> heard) throws IOException {
        for (byte[] each : heard) {
            Reading lenient = parser.read(each);
            if (!lenient.isRefused() && !lenient.lines().equals(LoadedParser.strict().read(each).lines())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static FailedCase failed(String heading, List<Finding.Part> parts) {
        String summary = parts.get(parts.size() - 1) instanceof Finding.Words words ? words.text() : "";
        return new FailedCase(new Finding(heading, "", parts, List.of(), ""), summary);
    }
}
