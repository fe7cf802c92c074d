package hostling.bench.exam;

import hostling.bench.exam.ExamRun.Examined;
import hostling.examine.ExamReport;
import hostling.examine.Result;
import hostling.examine.StageReport;
import hostling.examine.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page about the examined servers. */
final class ExamPage {
    private static final String INTRODUCTION = """
            # Servers, examined

            This page is written by

            ```sh
            mvn -q -Pbench verify -Dbench.run=examine
            ```

            which starts one server after the other, as far as they are installed, and examines it with `hostling examine`. The settings
            are those that each comes with. Written on %s.

            - **failed**: the server breaks a MUST of the RFCs, or answers something that was hidden in a request.
            - **weak**: it breaks a SHOULD, or reads something that other servers refuse. If one server passes requests to another
              one, an attacker can use such a difference.
            - **differs**: the RFC leaves the choice, and the server has made another one than Hostling. Not rated.
            - **not tried**: the server lacks something that the check needs, such as a path that takes content. Not rated.

            The same cases are Hostling's own tests, so its own row says little. A row does not say how good another server is
            either: a proxy in front of it may refuse what it reads, and most servers have settings for strictness.

            """;

    private ExamPage() { }

    static String of(List<Examined> all) {
        return INTRODUCTION.formatted(LocalDate.now()) + table(all) + stages(all)
                + all.stream().map(ExamPage::details).collect(Collectors.joining());
    }

    private static String table(List<Examined> all) {
        return "| server | started as | passed | failed | weak | differs | not tried |\n|---|---|--:|--:|--:|--:|--:|\n"
                + all.stream().map(ExamPage::row).collect(Collectors.joining());
    }

    private static String row(Examined examined) {
        ExamReport report = examined.report();
        return "| " + examined.server().title() + " | " + examined.server().what() + " | " + report.count(Verdict.PASSED) + " of "
                + report.rated() + " | " + report.count(Verdict.FAILED) + " | " + report.count(Verdict.WEAK) + " | "
                + report.count(Verdict.DIFFERS) + " | " + report.count(Verdict.NOT_TRIED) + " |\n";
    }

    private static String stages(List<Examined> all) {
        StringBuilder text = new StringBuilder("\n## Stage by stage\n\nPassed, of those that are rated.\n\n| stage |");
        all.forEach(examined -> text.append(' ').append(examined.server().name()).append(" |"));
        text.append("\n|---|").append("--:|".repeat(all.size())).append('\n');
        for (StageReport stage : all.get(0).report().stages()) {
            text.append("| ").append(stage.number()).append(' ').append(stage.title()).append(" |");
            for (Examined examined : all) {
                text.append(examined.report().stages().stream().filter(other -> other.number() == stage.number()).findFirst()
                        .map(other -> " " + other.count(Verdict.PASSED) + "/" + other.rated() + " |").orElse(" |"));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String details(Examined examined) {
        StringBuilder text = new StringBuilder("\n## " + examined.server().title() + "\n\n" + examined.report().summary() + "\n");
        append(text, examined.report(), Verdict.FAILED);
        append(text, examined.report(), Verdict.WEAK);
        return text.toString();
    }

    private static void append(StringBuilder text, ExamReport report, Verdict verdict) {
        List<Result> found = report.stages().stream().flatMap(stage -> stage.results().stream())
                .filter(result -> result.verdict() == verdict).toList();
        if (!found.isEmpty()) {
            text.append("\n**").append(verdict.words()).append("**\n\n");
            found.forEach(result -> text.append("- ").append(linked(result)).append(": ").append(result.reason()).append('\n'));
        }
    }

    private static String linked(Result result) {
        String heading = result.finding().heading();
        String location = result.finding().location();
        if (location.isEmpty()) {
            return heading;
        }
        String anchor = heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
        return "[" + heading + "](../" + location.replaceFirst(":.*", "") + "#" + anchor + ")";
    }
}
