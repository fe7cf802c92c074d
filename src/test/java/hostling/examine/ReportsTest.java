package hostling.examine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Finding;
import hostling.cases.Requirement;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The four forms in which an examination is reported. */
class ReportsTest {
    private static final Requirement RULE = new Requirement("9112-7.1-d", "9112", "7.1", "RULE", "parser", "Sizes are <hexadecimal>.");
    private static final ExamReport REPORT = new ExamReport("http://127.0.0.1:1/", "Bad & Co", List.of(
            new StageReport(1, "first", "It answers", List.of(result("fine", Verdict.PASSED), result("other", Verdict.DIFFERS)),
                    Duration.ofMillis(1_234)),
            new StageReport(2, "second", "It refuses", List.of(result("soft", Verdict.WEAK), result("hard", Verdict.FAILED),
                    result("later", Verdict.NOT_TRIED)), Duration.ofMillis(2))));

    private static Result result(String id, Verdict verdict) {
        Finding finding = new Finding("The check " + id + " holds", "test-data/hostile/lines.md:8",
                List.of(new Finding.Sent("sent", "GET /\r\n\0".getBytes(UTF_8), 4, "here"), new Finding.Words("came", "200 <OK>")),
                List.of(RULE), "02-the-parser.md");
        return new Result(id, Level.MUST, verdict, verdict == Verdict.PASSED ? "" : "It is \"" + id + "\".", finding);
    }

    @Test
    void theSummaryCountsWhatCanBePassed() {
        assertEquals("1 of 3 checks passed, 1 failed, 1 weak, 1 differs, 1 not tried.", REPORT.summary());
    }

    private static List<String> text(TextReport.Detail detail) {
        List<String> lines = new ArrayList<>();
        TextReport report = new TextReport(lines::add, false, detail);
        REPORT.stages().forEach(report::stage);
        report.end(REPORT);
        return lines;
    }

    @Test
    void theTextTellsTheWorstOfAStageInFullAndOthersInALine() {
        String text = String.join("\n", text(TextReport.Detail.FIRST));
        assertTrue(text.startsWith(" 1  It answers"), text);
        assertTrue(text.contains("1 of 1   1 differs\n 2  It refuses"), text);
        assertTrue(text.contains("failed  The check hard holds\n  sent      GET /\\r\\n\n                ^ here\n            \\0"), text);
        assertTrue(text.contains("why       RFC 9112, section 7.1 (RULE): Sizes are <hexadecimal>."), text);
        assertTrue(text.contains("\nweak    The check soft holds  --only soft\n"), text);
        assertTrue(text.contains("Stage 2, not tried: It is \"later\"."), text);
        assertFalse(text.contains("fine") || text.contains("\u001b"), text);
    }

    @Test
    void moreDetailTellsMore() {
        assertEquals(2, text(TextReport.Detail.FINDINGS).stream().filter(line -> line.startsWith("  sent")).count());
        assertEquals(5, text(TextReport.Detail.CHECKS).stream().filter(line -> line.startsWith("  sent")).count());
    }

    @Test
    void theXmlOfJUnitCountsFailures() throws Exception {
        for (boolean isStrict : new boolean[] {false, true}) {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(JUnitReport.of(REPORT, isStrict).getBytes(UTF_8)));
            Element suite = (Element) document.getElementsByTagName("testsuite").item(1);
            assertEquals(List.of("3", isStrict ? "2" : "1", isStrict ? "1" : "2"), List.of(suite.getAttribute("tests"),
                    suite.getAttribute("failures"), suite.getAttribute("skipped")));
            assertEquals(isStrict ? 2 : 1, document.getElementsByTagName("failure").getLength());
            assertEquals(5, document.getElementsByTagName("testcase").getLength());
        }
    }

    @Test
    void theJsonHasEveryCheck() {
        String json = JsonReport.of(REPORT);
        assertTrue(json.startsWith("{\"url\": \"http://127.0.0.1:1/\", \"server\": \"Bad & Co\",\n \"passed\": 1, \"rated\": 3"), json);
        assertTrue(json.contains("{\"id\": \"hard\", \"verdict\": \"failed\", \"level\": \"must\", \"heading\": \"The check hard holds\", "
                + "\"requirements\": [\"9112-7.1-d\"], \"reason\": \"It is \\u0022hard\\u0022.\""), json);
        assertEquals(5, json.split("\"id\"", -1).length - 1);
    }

    @Test
    void thePageEscapesWhatCameAndPutsTheWorstFirst() {
        String page = HtmlReport.of(REPORT);
        assertTrue(page.contains("200 &lt;OK&gt;") && page.contains("Sizes are &lt;hexadecimal&gt;."), page);
        assertTrue(page.contains("<q>Bad &amp; Co</q>"), page);
        assertTrue(page.contains("<a href=\"https://www.rfc-editor.org/rfc/rfc9112.html#section-7.1\">RFC 9112, section 7.1</a>"), page);
        assertTrue(page.indexOf("The check hard") < page.indexOf("The check soft"), page);
    }
}
