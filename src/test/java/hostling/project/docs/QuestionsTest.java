package hostling.project.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.CaseLibrary;
import hostling.cases.RequestCase;
import hostling.testing.tutor.Freshness;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index by questions leads to the rules, the cases and the bytes, and each status that it names is that of its case. */
class QuestionsTest {
    private static final Path PAGE = Path.of("docs/questions.md");
    private static final int LINK_MAX = 1_000;
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");
    private static final Pattern LAST_CELL = Pattern.compile("(?m)\\| [^|]*<!-- ([a-z0-9-]+) --> \\|$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\| (.*) \\| \\[.*<!-- ([a-z0-9-]+) --> \\|$");
    private static final Pattern STATUS = Pattern.compile("\\b(?:with|answers) ([45][0-9]{2})\\b");
    private static final Pattern REFUSED = Pattern.compile("(?m)^error ([0-9]{3}) ");

    private final CaseLibrary library = CaseLibrary.ofTheProgram();
    private final Map<String, RequestCase> cases = Stream.concat(library.requests().stream(), library.hostile().stream())
            .collect(Collectors.toMap(RequestCase::id, Function.identity(), (one, other) -> one));

    @Test
    void eachRowLeadsToItsRuleItsCaseAndItsBytes() throws IOException {
        String page = Files.readString(PAGE);
        String fresh = LAST_CELL.matcher(page).replaceAll(cell -> Matcher.quoteReplacement("| " + links(cell.group(1)) + " |"));
        if (UPDATE) {
            Files.writeString(PAGE, fresh);
            return;
        }
        Freshness.require(fresh, page, PAGE + " has links that are not right", "mvn test -Dtest=QuestionsTest -Ddocs.update=true");
    }

    private String links(String id) {
        RequestCase named = named(id);
        String file = named.location().replaceAll(":[0-9]+$", "");
        String anchor = named.heading().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
        return library.requirements(named.requirements()).get(0).place() + "; [case](../" + file + "#" + anchor + ")"
                + bytes(named.input()) + " <!-- " + id + " -->";
    }

    /** A link to the explorer, unless it would be too long. */
    private static String bytes(byte[] input) {
        String bytes = URLEncoder.encode(EditorText.of(input), UTF_8).replace("+", "%20");
        return bytes.length() > LINK_MAX ? "" : "; [try it](http://127.0.0.1:8080/parser.html#bytes=" + bytes + ")";
    }

    private RequestCase named(String id) {
        assertTrue(cases.containsKey(id), "there is no case " + id);
        return cases.get(id);
    }

    @Test
    void whatTheAnswerSaysIsWhatTheParserDoes() throws IOException {
        Matcher row = ROW.matcher(Files.readString(PAGE));
        int rows = 0;
        List<String> wrong = new ArrayList<>();
        while (row.find()) {
            rows++;
            Matcher said = STATUS.matcher(row.group(2));
            Matcher done = REFUSED.matcher(named(row.group(3)).events());
            String status = done.find() ? done.group(1) : "none";
            if (!status.equals(said.find() ? said.group(1) : "none")) {
                wrong.add(row.group(1) + " " + status);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(rows > 50, "the rows are found");
    }
}
