package hostling.project.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hostling.cases.CaseFile;
import hostling.cases.RequestCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A failure sends its reader to a chapter, so that chapter is there. */
class CaseChaptersTest {
    private static final Path DATA = Path.of("test-data");

    @Test
    void everyCaseFileNamesAChapterThatIsThere() throws IOException {
        Set<String> there = new HashSet<>();
        for (Chapter chapter : Chapter.all()) {
            chapter.anchors().forEach(anchor -> there.add(chapter.file().getFileName() + "#" + anchor));
        }
        List<String> missing = named().filter(chapter -> !there.contains(chapter)).toList();
        assertEquals(List.of(), missing);
    }

    private static Stream<String> named() {
        Stream<RequestCase> requests = Stream.concat(RequestCase.readAll(DATA.resolve("requests")).stream(),
                RequestCase.readAllWithSources(DATA.resolve("hostile")).stream());
        Stream<CaseFile.Section> responses = CaseFile.readAll(DATA.resolve("responses"), Set.of("response", "bytes")).stream();
        return Stream.concat(requests.map(RequestCase::chapter), responses.map(CaseFile.Section::chapter)).distinct();
    }
}
