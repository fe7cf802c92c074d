package hostling.project.conformance;

import hostling.cases.Requirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/conformance.md}. */
final class Page {
    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("9112", "HTTP/1.1");
        TITLES.put("9110", "HTTP semantics");
        TITLES.put("9111", "HTTP caching");
        TITLES.put("3986", "URI: generic syntax");
        TITLES.put("6265", "HTTP state management (cookies)");
        TITLES.put("7578", "multipart/form-data");
        TITLES.put("3875", "CGI/1.1");
        TITLES.put("6585", "additional HTTP status codes");
    }

    private final Conformance conformance;
    private final Citations citations;
    private final List<String> lines = new ArrayList<>();

    private Page(Conformance conformance, Citations citations) {
        this.conformance = conformance;
        this.citations = citations;
    }

    /** The whole page as Markdown. */
    static String write(Conformance conformance, Citations citations) {
        Page page = new Page(conformance, citations);
        page.introduction();
        TITLES.forEach(page::rfc);
        return String.join("\n", page.lines) + "\n";
    }

    private void introduction() {
        lines.addAll(List.of("# Conformance, requirement by requirement", "",
                "What the RFCs ask of an origin server, and the tests that show that this one does it. The wording is",
                "ours and short; the RFC decides. The page is made from",
                "[the table](../test-data/rfc/requirements.tsv), the annotation `@Proves` and the cases that name ids,",
                "and [the answers](../test-data/rfc/answers.tsv) for what does not apply here or can't be tested.",
                "`mvn test -Dtest=ConformanceTest -Dconformance.update=true` writes it anew.", "",
                "*Level* is the keyword of RFC 2119 (in small letters where the RFC does not mean it as one); RULE is",
                "grammar or an algorithm. *In the code* are the sources that name the section, or else the nearest one",
                "around it. A requirement is *met* if a test shows it, and *answered* if there is none and one sentence",
                "says why.", "", "| level | met | answered | all |", "|---|--:|--:|--:|"));
        for (String level : Requirement.LEVELS) {
            count(level, conformance.rows().stream().filter(row -> row.level().equals(level)).toList());
        }
        count("all", conformance.rows());
    }

    private void count(String level, List<Requirement> rows) {
        long met = rows.stream().filter(conformance::isMet).count();
        lines.add("| " + level + " | " + met + " | " + (rows.size() - met) + " | " + rows.size() + " |");
    }

    private void rfc(String number, String title) {
        lines.addAll(List.of("", "## RFC " + number + ": " + title));
        conformance.rows().stream().filter(row -> row.rfc().equals(number))
                .collect(Collectors.groupingBy(Requirement::section, LinkedHashMap::new, Collectors.toList()))
                .forEach((section, rows) -> section(number, section, rows));
    }

    private void section(String number, String section, List<Requirement> rows) {
        lines.addAll(List.of("", "### [Section " + section + "](https://www.rfc-editor.org/rfc/rfc" + number
                + "#section-" + section + ") of RFC " + number, ""));
        String code = citations.of(number, section).stream().map(Page::link).collect(Collectors.joining(", "));
        if (!code.isEmpty()) {
            lines.addAll(List.of("In the code: " + code + ".", ""));
        }
        lines.addAll(List.of("| id | level | requirement | shown by |", "|---|---|---|---|"));
        for (Requirement row : rows) {
            lines.add("| " + row.id() + " | " + row.level() + " | " + escaped(row.text()) + " | " + shownBy(row)
                    + " |");
        }
    }

    private static String link(Path source) {
        return "[" + source.getFileName().toString().replace(".java", "") + "](../" + source + ")";
    }

    private String shownBy(Requirement row) {
        return conformance.isMet(row) ? conformance.proofs().get(row.id()).stream()
                .map(proof -> "[" + escaped(proof.name()) + "](" + proof.link() + ")").collect(Collectors.joining(", "))
                : escaped(conformance.answers().get(row.id()));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")
                .replace("<", "&lt;");
    }
}
