package hostling.learn;

import hostling.app.TargetLookup;
import hostling.cases.Finding;
import hostling.examine.ExamReport;
import hostling.examine.Examiner;
import hostling.examine.NoServerException;
import hostling.examine.Result;
import hostling.examine.Selection;
import hostling.examine.StageReport;
import hostling.examine.Target;
import hostling.examine.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Grades a running server: points by the stages of the examiner. */
final class ServerGrader {
    private static final Pattern STAGE = Pattern.compile("[0-9]+ ([a-z-]+): .*");
    private static final Finding NOTHING = new Finding("", "", List.of(), List.of(), "");

    private final Points points;

    ServerGrader(Points points) {
        this.points = points;
    }

    /** The names of the stages. */
    static List<String> stages() {
        return Examiner.list().stream().map(STAGE::matcher).filter(Matcher::matches).map(matcher -> matcher.group(1)).toList();
    }

    /**
     * Grades a server.
     *
     * @param url   with the path of a page that it has
     * @param paths what else it has, as the options of {@code hostling examine} name it: {@code echo=/echo upload=/upload}
     * @throws IllegalArgumentException if it is not there, or something is not written as it should be
     */
    Grades grade(String url, String paths) {
        try {
            ExamReport report = new Examiner(target(url, paths(paths)), Selection.ALL).examine(url, stage -> { });
            return new Grades(url, report.stages().stream().map(this::grade).toList(),
                    new ArrayList<>(report.server().isEmpty() ? List.of() : List.of("it calls itself " + report.server())));
        } catch (NoServerException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Grade grade(StageReport stage) {
        int passed = stage.count(Verdict.PASSED);
        double most = points.most(Points.Part.STAGES, stage.name());
        Optional<Result> first = stage.results().stream().filter(result -> result.verdict() == Verdict.FAILED).findFirst()
                .or(() -> stage.results().stream().filter(result -> result.verdict() == Verdict.WEAK).findFirst());
        Finding finding = first.map(Result::finding).orElse(NOTHING);
        boolean isTried = stage.rated() > 0;
        return new Grade(stage.name(), stage.title(), isTried ? points.of(most, passed, stage.rated()) : 0, most,
                isTried ? passed + " of " + stage.rated() : "not tried", finding, finding);
    }

    private static Target target(String url, Map<String, String> paths) {
        try {
            return TargetLookup.at(url, paths);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("-Dlearn.server: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> paths(String text) {
        List<String> known = Target.options().stream().map(Target.Option::key).toList();
        Map<String, String> paths = new TreeMap<>();
        for (String each : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
            String[] parts = each.split("=", 2);
            if (parts.length != 2 || !known.contains(parts[0])) {
                throw new IllegalArgumentException("-Dlearn.paths: " + each + " is not NAME=PATH with one of the names "
                        + String.join(", ", known));
            }
            paths.put(parts[0], parts[1]);
        }
        return paths;
    }
}
