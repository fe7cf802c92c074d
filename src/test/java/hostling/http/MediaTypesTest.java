package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The media type of a file name (RFC 9110 section 8.3). The tests read the table from the source code. */
class MediaTypesTest {
    private static final Path SOURCE = Path.of("src/main/java/hostling/http/MediaTypes.java");

    private record Line(String type, List<String> extensions) { }

    @ParameterizedTest
    @CsvSource({"index.html, text/html; charset=utf-8", "a.txt, text/plain; charset=utf-8",
            "a.css, text/css; charset=utf-8", "a.js, text/javascript; charset=utf-8", "a.json, application/json",
            "a.svg, image/svg+xml", "a.png, image/png", "a.wasm, application/wasm",
            "favicon.ico, image/vnd.microsoft.icon", "a.tar.gz, application/gzip", "a.b.c.pdf, application/pdf",
            "a b.jpeg, image/jpeg", ".html, text/html; charset=utf-8"})
    void theLastExtensionDecides(String name, String type) {
        assertEquals(type, MediaTypes.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "html", "README", "a.", ".", "a.html~", "a.unknown", "a.htm l", "a.html.bak",
            "a/b.html/c"})
    void aNameThatTellsNothingIsBytes(String name) {
        assertEquals("application/octet-stream", MediaTypes.of(name));
    }

    /** Lower-cased without a locale: in Turkish, the lower-case letter of I is a different one. */
    @Test
    void extensionsHaveNoCase() {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertEquals("image/gif", MediaTypes.of("A.GIF"));
            assertEquals("application/zip", MediaTypes.of("a.Zip"));
            assertEquals("text/html; charset=utf-8", MediaTypes.of("INDEX.HTML"));
        } finally {
            Locale.setDefault(locale);
        }
    }

    /** {@code media-type = type "/" subtype parameters}; a text type names its charset. */
    @Test
    void everyLineOfTheTableIsWellFormed() throws IOException {
        for (Line line : table()) {
            assertTrue(line.type().matches("[a-z]+/[a-z0-9][a-z0-9.+-]*(; charset=utf-8)?"), line.type());
            assertEquals(line.type().startsWith("text/"), line.type().endsWith("; charset=utf-8"), line.type());
            line.extensions().forEach(extension -> assertTrue(extension.matches("[a-z0-9]+"), extension));
        }
    }

    @Test
    void noExtensionAndNoTypeIsTwiceInTheTable() throws IOException {
        Set<String> extensions = new HashSet<>();
        Set<String> types = new HashSet<>();
        for (Line line : table()) {
            assertTrue(types.add(line.type()), line.type());
            line.extensions().forEach(extension -> assertTrue(extensions.add(extension), extension));
        }
    }

    @Test
    void everyExtensionOfTheTableIsKnownInEitherCase() throws IOException {
        for (Line line : table()) {
            for (String extension : line.extensions()) {
                assertEquals(line.type(), MediaTypes.of("a." + extension));
                assertEquals(line.type(), MediaTypes.of("a." + extension.toUpperCase(Locale.ROOT)));
            }
        }
    }

    private static List<Line> table() throws IOException {
        Matcher table = Pattern.compile("table\\(\"\"\"\n(.*?)\"\"\"\\)", Pattern.DOTALL)
                .matcher(Files.readString(SOURCE));
        assertTrue(table.find(), "the source has a table");
        List<Line> lines = new ArrayList<>();
        for (String line : table.group(1).strip().split("\n")) {
            Matcher parts = Pattern.compile("(\\S+(?:; \\S+)?) {2,}(\\S+(?: \\S+)*)").matcher(line.strip());
            assertTrue(parts.matches(), line);
            lines.add(new Line(parts.group(1), List.of(parts.group(2).split(" "))));
        }
        assertTrue(lines.size() > 20, "the whole table is read");
        return lines;
    }
}
