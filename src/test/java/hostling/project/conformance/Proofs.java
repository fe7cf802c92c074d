package hostling.project.conformance;

import hostling.cases.CaseFile;
import hostling.testing.Proves;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds the tests that name requirements: by {@link Proves}, or by {@code rfc=} in a case file. */
final class Proofs {
    private static final Path TESTS = Path.of("src/test/java");

    private final Map<String, List<Proof>> byId = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Proofs() { }

    /** All proofs: cases first, then tests, each in the order of files and names. */
    static Proofs findAll() throws IOException {
        Proofs proofs = new Proofs();
        proofs.addCases(CaseFile.readAll(Path.of("test-data/requests"), Set.of("http", "events")));
        proofs.addCases(CaseFile.readAllWithSources(Path.of("test-data/hostile"), Set.of("http", "events")));
        proofs.addCases(CaseFile.readAll(Path.of("test-data/responses"), Set.of("response", "bytes")));
        try (Stream<Path> sources = Files.walk(TESTS)) {
            for (Path source : sources.filter(Proofs::isClass).sorted().toList()) {
                proofs.addClass(load(source), source);
            }
        }
        return proofs;
    }

    private static boolean isClass(Path source) {
        return source.toString().endsWith(".java") && !source.endsWith("package-info.java");
    }

    private static Class<?> load(Path source) {
        String path = TESTS.relativize(source).toString();
        String name = path.substring(0, path.length() - ".java".length()).replace('/', '.');
        try {
            return Class.forName(name, false, Proofs.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(source + " has a class of its name", e);
        }
    }

    private void addCases(List<CaseFile.Section> sections) {
        for (CaseFile.Section section : sections) {
            Proof proof = new Proof(section.heading(), "../" + section.file() + "#" + anchor(section.heading()));
            add(List.of(section.attributes().get("rfc").split(",")), proof);
        }
    }

    /** The link anchor of a heading, as most Markdown renderers make it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    private void addClass(Class<?> testClass, Path source) {
        String name = source.getFileName().toString().replace(".java", "");
        String link = "../" + source;
        List<Method> methods = Stream.of(testClass.getDeclaredMethods()).filter(method -> !method.isSynthetic())
                .sorted((a, b) -> a.getName().compareTo(b.getName())).toList();
        addAnnotated(testClass, methods.stream().anyMatch(Proofs::isTest), new Proof(name, link));
        for (Method method : methods) {
            addAnnotated(method, isTest(method), new Proof(name + "." + method.getName(), link));
        }
        Stream.of(testClass.getDeclaredClasses()).sorted((a, b) -> a.getName().compareTo(b.getName()))
                .forEach(inner -> addClass(inner, source));
    }

    private static boolean isTest(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class);
    }

    private void addAnnotated(AnnotatedElement element, boolean runs, Proof proof) {
        Proves proves = element.getDeclaredAnnotation(Proves.class);
        if (proves == null) {
            return;
        }
        List<String> ids = Arrays.asList(proves.value());
        if (!runs) {
            problems.add(proof.name() + " is no test and proves nothing");
        }
        if (ids.isEmpty() || Set.copyOf(ids).size() < ids.size()) {
            problems.add(proof.name() + " names no requirement, or one of them twice");
        }
        add(ids, proof);
    }

    private void add(List<String> ids, Proof proof) {
        ids.forEach(id -> byId.computeIfAbsent(id, any -> new ArrayList<>()).add(proof));
    }

    /** The tests for each requirement id. */
    Map<String, List<Proof>> byId() {
        return byId;
    }

    /** The problems of the annotations themselves. */
    List<String> problems() {
        return problems;
    }
}
