package hostling.project.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hostling.cases.RequestCase;
import hostling.testing.ResponseCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A failure sends its reader to a chapter, so that chapter is there. */
class CaseChaptersTest {
    private static final Pattern CHAPTER = Pattern.compile("\"([0-9]{2}-[a-z-]+\\.md#[a-z-]+)\"");
    private static final Path DATA = Path.of("test-data");

    @Test
    void everyCaseFileNamesAChapterThatIsThere() throws IOException {
        assertEquals(List.of(), missing(named()));
    }

    /** A test that is no case of a file names one in its source. */
    @Test
    void everyChapterThatTheTutorNamesIsThere() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/test/java/hostling/testing/tutor"))) {
            List<String> named = new ArrayList<>();
            for (Path source : sources.filter(file -> !file.toString().endsWith("Test.java")).toList()) {
                CHAPTER.matcher(Files.readString(source)).results().forEach(match -> named.add(match.group(1)));
            }
            assertFalse(named.isEmpty());
            assertEquals(List.of(), missing(named.stream()));
        }
    }

    private static List<String> missing(Stream<String> named) throws IOException {
        Set<String> there = new HashSet<>();
        for (Chapter chapter : Chapter.all()) {
            chapter.anchors().forEach(anchor -> there.add(chapter.file().getFileName() + "#" + anchor));
        }
        return named.filter(chapter -> !there.contains(chapter)).toList();
    }

    private static Stream<String> named() {
        Stream<RequestCase> requests = Stream.concat(RequestCase.readAll(DATA.resolve("requests")).stream(),
                RequestCase.readAllWithSources(DATA.resolve("hostile")).stream());
        return Stream.concat(requests.map(RequestCase::chapter), ResponseCase.all().stream().map(ResponseCase::chapter)).distinct();
    }
}
