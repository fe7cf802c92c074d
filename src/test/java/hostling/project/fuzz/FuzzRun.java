package hostling.project.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.Jazzer;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Generates inputs for one target after the other: {@code mvn test -Pfuzz}. {@code -Dfuzz.seconds=40} sets the time for
 * each target, {@code -Dfuzz.target=request,dates} selects the targets.
 *
 * <p>Jazzer runs one target per JVM, so each target gets its own JVM, whose output is kept in a file and summed up in
 * one line. The corpus stays below {@code target/fuzz} for the next run. An input that fails is added to the target's
 * seeds, so from then on {@code mvn test} fails as well.
 */
class FuzzRun {
    private static final Path OUTPUT = Path.of("target/fuzz");
    private static final List<Class<?>> CLASSES = List.of(RequestFuzzTest.class, MultipartFuzzTest.class,
            HttpFuzzTest.class, ConfigurationFuzzTest.class);

    private static final int BYTES_MAX = 4096;
    private static final int SECONDS_FOR_ONE_INPUT = 10;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
    private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+) ft: \\d+ corp: (\\d+)/");
    private static final Pattern FOUND =
            Pattern.compile("(?s)== Java Exception: .*?(?=\n== |\nDEDUP_TOKEN)|== libFuzzer .*");
    private static final Pattern WRITTEN = Pattern.compile("Test unit written to (\\S+)");

    @TestFactory
    Stream<DynamicTest> targets() {
        List<String> chosen = List.of(System.getProperty("fuzz.target").split(","));
        List<Method> all = CLASSES.stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                .sorted(Comparator.comparing(Method::getName)).toList();
        List<Method> some = all.stream()
                .filter(method -> chosen.equals(List.of("all")) || chosen.contains(method.getName())).toList();
        assertFalse(some.isEmpty(), () -> "the targets are " + all.stream().map(Method::getName).toList());
        return some.stream().map(target -> DynamicTest.dynamicTest(target.getName(), () -> fuzz(target)));
    }

    private static void fuzz(Method target) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(OUTPUT.resolve(target.getName()));
        Path findings = Files.createDirectories(findings(target));
        Path log = folder.resolve("log.txt");
        Process jazzer = new ProcessBuilder(command(target, folder)).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        int exitCode;
        try {
            exitCode = jazzer.waitFor();
        } finally {
            jazzer.destroyForcibly();
            deleteIfEmpty(findings);
        }
        String told = Files.readString(log, UTF_8);
        assertTrue(exitCode == 0, () -> complaint(target, told, log));
        System.out.println(summary(target, told));
    }

    private static List<String> command(Method target, Path folder) throws IOException {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading", "-da:org.tomlj...", "-cp", System.getProperty("java.class.path"),
                Jazzer.class.getName(),
                "--target_class=" + target.getDeclaringClass().getName(), "--target_method=" + target.getName(),
                "--instrumentation_includes=hostling.**", "--reproducer_path=" + folder,
                "-max_total_time=" + System.getProperty("fuzz.seconds"), "-timeout=" + SECONDS_FOR_ONE_INPUT,
                "-max_len=" + BYTES_MAX, "-rss_limit_mb=0", "-print_final_stats=1",
                "-artifact_prefix=" + findings(target) + "/",
                Files.createDirectories(folder.resolve("corpus")).toString(), seeds(target, folder).toString());
    }

    /** Where Jazzer puts what it finds. */
    private static Path findings(Method target) {
        return Path.of("test-data/fuzz").resolve(target.getName());
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(folder);
    }

    /** Writes the seeds to files, because Jazzer does not call {@code @MethodSource} methods outside of JUnit. */
    private static Path seeds(Method target, Path folder) throws IOException {
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        String source = target.getAnnotation(MethodSource.class).value()[0];
        Method method = ReflectionSupport.findMethod(target.getDeclaringClass(), source).orElseThrow();
        List<?> inputs = ((Stream<?>) ReflectionSupport.invokeMethod(method, null)).toList();
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(seeds.resolve(Integer.toString(i)), (byte[]) inputs.get(i));
        }
        return seeds;
    }

    private static String summary(Method target, String told) {
        Matcher done = last(DONE, told);
        Matcher coverage = last(COVERAGE, told);
        return String.format("%-14s %,12d inputs in %,5d s, coverage %,5d, corpus %,5d", target.getName(),
                Long.parseLong(done.group(1)), Long.parseLong(done.group(2)), Long.parseLong(coverage.group(1)),
                Long.parseLong(coverage.group(2)));
    }

    private static Matcher last(Pattern pattern, String text) {
        int start = 0;
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            start = matcher.start();
        }
        Matcher found = pattern.matcher(text);
        if (!found.find(start)) {
            throw new AssertionError("not in the log: " + pattern);
        }
        return found;
    }

    private static String complaint(Method target, String told, Path log) {
        Matcher found = FOUND.matcher(told);
        Matcher written = WRITTEN.matcher(told);
        String what = found.find() ? found.group() : "Jazzer ended abnormally";
        String repeat = "";
        if (written.find()) {
            repeat = "The input is " + findings(target).resolve(Path.of(written.group(1)).getFileName())
                    + "; repeat it with: mvn test -Dtest=" + target.getDeclaringClass().getSimpleName() + '#'
                    + target.getName() + '\n';
        }
        return what + '\n' + repeat + "The full output is in " + log;
    }
}
