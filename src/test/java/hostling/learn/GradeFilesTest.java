package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.cases.Finding;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The files of grades, with names and words that are none of a friend. */
class GradeFilesTest {
    private static final Finding NOTHING = finding("");
    private static final List<Grades> GRADES = List.of(
            new Grades("=cmd|' /C calc'", List.of(new Grade("bytes", "Classes of bytes", 2.5, 5, "step 3 of 12", finding("Told"),
                    finding("All\u0000 <b>that</b> is known"))), List.of("a \"remark\"", "another, one")),
            new Grades("<script>alert(1)</script>", List.of(new Grade("bytes", "Classes of bytes", 5, 5, "all right", NOTHING, NOTHING)), List.of()));

    @TempDir
    private Path temp;

    private static Finding finding(String heading) {
        return new Finding(heading, "", List.of(), List.of(), "");
    }

    @Test
    void aSpreadsheetTakesNoNameForAFormula() {
        assertEquals("student,points,of,bytes,remarks\r\n'=cmd|' /C calc',2.5,5,2.5,\"a \"\"remark\"\"; another, one\"\r\n"
                + "<script>alert(1)</script>,5,5,5,\r\n", GradeFiles.csv(GRADES));
    }

    @Test
    void theXmlOfJUnitCanBeRead() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(GradeFiles.junit(GRADES))));
        assertEquals(2, xml.getElementsByTagName("testsuite").getLength());
        assertEquals(1, xml.getElementsByTagName("failure").getLength());
        assertTrue(xml.getElementsByTagName("failure").item(0).getTextContent().contains("<b>that</b> is known"));
    }

    @Test
    void thePageOfAStudentHasNothingOfTheOthersAndOnlyWhatMayBeTold() throws IOException {
        GradeFiles.write(GRADES, temp);
        String index = Files.readString(temp.resolve("index.html"), UTF_8);
        assertTrue(index.contains("&lt;b&gt;that&lt;/b&gt; is known"), index);
        assertTrue(index.contains("href=\"students/_cmd_C_calc_.html\""), index);
        assertFalse(index.contains("<script>"), index);
        String page = Files.readString(temp.resolve("students/_cmd_C_calc_.html"), UTF_8);
        assertTrue(page.contains("2.5 of 5 points: step 3 of 12."), page);
        assertTrue(page.contains("<b>Told</b>"), page);
        assertFalse(page.contains("is known") || page.contains("alert"), page);
    }

    @Test
    void aSeedIsTheSameForTheSameWordsAndNoOther() {
        assertEquals(SubmissionGrader.seed("salt", "Ada"), SubmissionGrader.seed("salt", "Ada"));
        assertNotEquals(SubmissionGrader.seed("salt", "Ada"), SubmissionGrader.seed("salt", "Bob"));
        assertNotEquals(SubmissionGrader.seed("salt", "Ada"), SubmissionGrader.seed("pepper", "Ada"));
    }
}
