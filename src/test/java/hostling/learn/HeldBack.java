package hostling.learn;

import hostling.cases.CaseLibrary;
import hostling.cases.RequestCase;
import hostling.testing.ResponseCase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Cases of an exercise that the students do not know. A file for an exercise has its name. It has the form of those in
 * {@code test-data/requests}, or, if it is in a folder {@code responses} there, of those in {@code test-data/responses}.
 */
record HeldBack(List<RequestCase> requests, List<ResponseCase> responses) {
    /** No cases. */
    static final HeldBack NONE = new HeldBack(List.of(), List.of());
    private static final String RESPONSES = "responses";

    boolean isEmpty() {
        return requests.isEmpty() && responses.isEmpty();
    }

    /**
     * The cases of a folder, by the names of exercises.
     *
     * @throws IllegalArgumentException if there is no exercise of a name, or no requirement
     * @throws hostling.cases.CaseFormatException if a file has not the form
     */
    static Map<String, HeldBack> in(Path folder, List<String> exercises) {
        Path ofResponses = folder.resolve(RESPONSES);
        List<ResponseCase> responses = Files.isDirectory(ofResponses) ? ResponseCase.readAll(ofResponses) : List.of();
        Map<String, List<RequestCase>> requestsOf = new Checked(folder, exercises)
                .byExercise(RequestCase.readAll(folder), RequestCase::location, RequestCase::requirements);
        Map<String, List<ResponseCase>> responsesOf = new Checked(ofResponses, exercises)
                .byExercise(responses, ResponseCase::location, ResponseCase::requirements);
        Set<String> names = new TreeSet<>(requestsOf.keySet());
        names.addAll(responsesOf.keySet());
        Map<String, HeldBack> cases = new HashMap<>();
        names.forEach(name -> cases.put(name, new HeldBack(requestsOf.getOrDefault(name, List.of()), responsesOf.getOrDefault(name, List.of()))));
        return cases;
    }

    /** Cases of files with names of exercises. */
    private record Checked(Path folder, List<String> exercises) {
        <T> Map<String, List<T>> byExercise(List<T> cases, Function<T, String> location, Function<T, List<String>> requirements) {
            CaseLibrary library = CaseLibrary.ofTheProgram();
            cases.forEach(each -> check(place(location.apply(each)), requirements.apply(each), library));
            return cases.stream().collect(Collectors.groupingBy(each -> name(place(location.apply(each))), LinkedHashMap::new, Collectors.toList()));
        }

        private void check(String place, List<String> requirements, CaseLibrary library) {
            if (!exercises.contains(name(place))) {
                throw new IllegalArgumentException(folder.resolve(name(place) + ".md") + ": no exercise is named " + name(place)
                        + "; expected one of: " + String.join(", ", exercises));
            }
            try {
                library.requirements(requirements);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(folder.resolve(place) + ": error: rfc: " + e.getMessage()
                        + "; expected one of test-data/rfc/requirements.tsv", e);
            }
        }

        /** The file and the line. */
        private static String place(String location) {
            return location.substring(location.lastIndexOf('/') + 1);
        }

        private static String name(String place) {
            return place.substring(0, place.indexOf(".md:"));
        }
    }
}
