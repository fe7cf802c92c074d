package hostling.learn;

import hostling.cases.CaseFormatException;
import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.cases.RequestCase;
import hostling.cases.Requirement;
import hostling.testing.tutor.FailedCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each lenient parser takes its case for two requests, and the strict one refuses it. The cases are those of the student, if there is one. */
@Tag("stress")
class AttackCasesTest {
    private static final String NAME = "attack.md";
    private static final Path FILE = Path.of(System.getProperty(Exercise.FOLDER, "test-data/exercises/solutions")).resolve(NAME);
    private static final List<String> IDS = List.of("coding-wins", "lf-ends-size", "plus-before-size", "space-before-colon", "first-length");

    @Test
    void aParserForWhichTheCodingWinsIsFooled() throws IOException {
        requireFooled("coding-wins");
    }

    @Test
    void aParserForWhichALoneLfEndsASizeIsFooled() throws IOException {
        requireFooled("lf-ends-size");
    }

    @Test
    void aParserThatTakesAPlusBeforeASizeIsFooled() throws IOException {
        requireFooled("plus-before-size");
    }

    @Test
    void aParserThatTakesASpaceBeforeAColonIsFooled() throws IOException {
        requireFooled("space-before-colon");
    }

    @Test
    void aParserForWhichTheFirstLengthCountsIsFooled() throws IOException {
        requireFooled("first-length");
    }

    private static void requireFooled(String id) throws IOException {
        RequestCase tried = written(id);
        Reading strict = LoadedParser.strict().read(tried.input());
        Optional<String> problem = problem(strict, LoadedParser.named(id).read(tried.input()));
        if (problem.isPresent()) {
            throw failed(tried, id, problem.get());
        }
        if (!tried.events().equals(String.join("\n", strict.lines()))) {
            throw failed(tried, id, "This fools the lenient parser. But the events of the case are not those of the strict one, which are:\n"
                    + String.join("\n", strict.lines()));
        }
    }

    /** What is wrong with a case; empty if it hides a request from one parser that the other one sees. */
    private static Optional<String> problem(Reading strict, Reading lenient) {
        if (strict.isRefused() && lenient.lines().equals(strict.lines())) {
            return Optional.of("Both parsers refuse it, at the same byte, so nobody is fooled.");
        } else if (lenient.lines().equals(strict.lines())) {
            return Optional.of("Both parsers read it alike, so nobody is fooled.");
        } else if (lenient.isRefused()) {
            return Optional.of("The lenient parser goes on where the strict one stops. But then it refuses the message too.");
        } else if (lenient.isIncomplete()) {
            return Optional.of("The lenient parser accepts what the strict one refuses. But it waits for more: is a length too large, or an "
                    + "empty line missing?");
        } else if (lenient.requests() < strict.requests() + 2) {
            return Optional.of("The lenient parser accepts what the strict one refuses. But it sees no second request yet: what comes after "
                    + "the bytes that it takes for the end of the first?");
        }
        return Optional.empty();
    }

    private static RequestCase written(String id) throws IOException {
        RequestCase found = cases().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(() -> failed(
                "There is a case for each lenient parser", new Finding.Words("problem", NAME + " has no case with id=" + id + ".")));
        if (new String(found.input(), StandardCharsets.ISO_8859_1).startsWith("not written yet")) {
            throw failed(heading(id), new Finding.Words("problem", "the case with id=" + id + " in " + NAME + " is not written yet"));
        }
        return found;
    }

    private static List<RequestCase> cases() {
        try {
            List<RequestCase> cases = RequestCase.readFile(FILE);
            cases.forEach(AttackCasesTest::rules);
            return cases;
        } catch (CaseFormatException | IllegalArgumentException | UncheckedIOException e) {
            throw failed(NAME + " has the form of the cases", new Finding.Words("problem", e.getMessage()),
                    new Finding.Words("form", "test-data/requests/README.md tells how a case is written."));
        }
    }

    private static List<Requirement> rules(RequestCase tried) {
        return CaseLibrary.ofTheProgram().requirements(tried.requirements());
    }

    private static String heading(String id) throws IOException {
        return "A lenient parser is fooled: " + LenientParser.named(id).heading();
    }

    private static FailedCase failed(RequestCase tried, String parser, String problem) throws IOException {
        Reading strict = LoadedParser.strict().read(tried.input());
        List<Finding.Part> parts = new ArrayList<>();
        parts.add(new Finding.Sent("sent", tried.input(), strict.isRefused() ? strict.bytesTaken() : -1, "the strict parser takes no more"));
        parts.add(new Finding.Words("strict", strict.words()));
        parts.add(new Finding.Words("lenient", LoadedParser.named(parser).read(tried.input()).words()));
        parts.add(new Finding.Words("problem", problem));
        parts.addAll(fooledBefore(parser));
        return new FailedCase(new Finding(heading(parser), "", parts, rules(tried), tried.chapter()), problem);
    }

    /** What the parsers see that were fooled before this one. */
    private static List<Finding.Part> fooledBefore(String parser) throws IOException {
        List<Finding.Part> parts = new ArrayList<>();
        for (String id : IDS.subList(0, IDS.indexOf(parser))) {
            parts.add(new Finding.Words("fooled", id + " sees " + LoadedParser.named(id).read(written(id).input()).words()));
        }
        return parts;
    }

    private static FailedCase failed(String heading, Finding.Words... parts) {
        return new FailedCase(new Finding(heading, "", List.of(parts), List.of(), ""), parts[0].text());
    }
}
