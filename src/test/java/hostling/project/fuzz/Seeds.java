package hostling.project.fuzz;

import hostling.cases.RequestCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The stored inputs: {@code mvn test} runs a target on them, and fuzzing starts from them. */
final class Seeds {
    private static final Path TEST_DATA = Path.of("test-data");

    private Seeds() { }

    /** The inputs found by fuzzing a target, and all cases. */
    static Stream<byte[]> ofRequests(String target) {
        List<byte[]> seeds = new ArrayList<>(ofTarget(target).toList());
        for (RequestCase c : cases()) {
            seeds.add(FuzzInput.seed(c.input()));
        }
        return seeds.stream();
    }

    /** The inputs of {@code test-data/requests} and {@code test-data/hostile}. */
    static List<RequestCase> cases() {
        return Stream.concat(RequestCase.readAll(TEST_DATA.resolve("requests")).stream(),
                RequestCase.readAllWithSources(TEST_DATA.resolve("hostile")).stream()).toList();
    }

    /** The files of {@code test-data/fuzz/TARGET}. */
    static Stream<byte[]> ofTarget(String target) {
        Path folder = TEST_DATA.resolve("fuzz").resolve(target);
        return Files.isDirectory(folder) ? ofFiles(folder, "") : Stream.of();
    }

    /** The files of a folder whose names have this suffix. */
    static Stream<byte[]> ofFiles(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().map(Seeds::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
