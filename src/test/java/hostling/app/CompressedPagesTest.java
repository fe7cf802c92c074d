package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compressed files beside the pages in the jar. */
class CompressedPagesTest {
    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);
    private static final String LARGE = "a { color: red; }\n".repeat(1_000);

    @TempDir
    private Path folder;

    @BeforeEach
    void makePages() throws IOException {
        for (String name : List.of("style.css", "images/picture.svg", "picture.png", "files/listed.json", "script.sh")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.setLastModifiedTime(Files.writeString(folder.resolve(name), LARGE), TIME);
        }
        Files.writeString(folder.resolve("small.css"), "a { color: red; }");
    }

    private List<String> compressed() throws IOException {
        CompressedPages.make(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString()).filter(name -> name.endsWith(".gz")).sorted().toList();
        }
    }

    @Test
    void largerTextsAreCompressedThatAreNotListed() throws IOException {
        assertEquals(List.of("images/picture.svg.gz", "style.css.gz"), compressed());
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("style.css.gz")))) {
            assertEquals(LARGE, new String(in.readAllBytes()));
        }
    }

    @Test
    void theyHaveTheTimesOfTheirTexts() throws IOException {
        compressed();
        assertEquals(TIME, Files.getLastModifiedTime(folder.resolve("style.css.gz")));
    }

    /** A build after another one finds the compressed files of that one. */
    @Test
    void theyAreMadeAnew() throws IOException {
        compressed();
        Files.writeString(folder.resolve("style.css"), LARGE + LARGE);
        assertEquals(List.of("images/picture.svg.gz", "style.css.gz"), compressed());
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("style.css.gz")))) {
            assertEquals(LARGE + LARGE, new String(in.readAllBytes()));
        }
    }
}
