package hostling.examine;

import hostling.cases.FindingHtml;
import hostling.handler.Html;
import java.util.Comparator;
import java.util.stream.Collectors;

/** A report as one page that needs no other file. */
public final class HtmlReport {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Examination of {url}</title>
            <link rel="icon" href="data:,">
            <style>
            :root { color-scheme: light dark; --line: #8886; }
            body { background: light-dark(#fff, #14191b); color: light-dark(#1b2023, #e1e5e2);
              font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
            h2 { font-size: 1.15rem; margin-top: 2rem; }
            a { color: light-dark(#1a5fb4, #8ab4f8); }
            table { border-collapse: collapse; width: 100%; }
            th, td { padding: .3rem .5rem; text-align: left; border-bottom: 1px solid var(--line); }
            td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
            details { border-bottom: 1px solid var(--line); padding: .3rem 0; }
            summary { cursor: pointer; overflow-wrap: anywhere; }
            .verdict { display: inline-block; min-width: 5rem; font-weight: 600; }
            .failed { color: light-dark(#b3261e, #ffb4ab); }
            .weak { color: light-dark(#7a4f00, #f5c26b); }
            .passed { color: light-dark(#1b6e37, #8fd6a4); }
            {style}</style>
            </head>
            <body>
            <main>
            <h1>Examination of {url}</h1>
            <p>{summary} {server}</p>
            <table>
            <thead><tr><th scope="col">Stage</th><th scope="col" class="number">passed</th><th scope="col" class="number">failed</th>
            <th scope="col" class="number">weak</th></tr></thead>
            <tbody>
            {rows}</tbody>
            </table>
            <p><b>failed</b>: a MUST of the RFCs is broken. <b>weak</b>: a SHOULD is broken, or something is read that other servers
            refuse. <b>differs</b>: the RFC leaves the choice. <b>not tried</b>: the server lacks something that the check needs.</p>
            {stages}</main>
            </body>
            </html>
            """;

    private HtmlReport() { }

    /** The page. */
    public static String of(ExamReport report) {
        return PAGE.replace("{style}", FindingHtml.STYLE)
                .replace("{rows}", report.stages().stream().map(HtmlReport::row).collect(Collectors.joining()))
                .replace("{stages}", report.stages().stream().map(HtmlReport::stage).collect(Collectors.joining()))
                .replace("{summary}", Html.escape(report.summary()))
                .replace("{server}", report.server().isEmpty() ? "" : "The server calls itself <q>" + Html.escape(report.server()) + "</q>.")
                .replace("{url}", Html.escape(report.url()));
    }

    private static String row(StageReport stage) {
        return "<tr><th scope=\"row\"><a href=\"#" + stage.name() + "\">" + stage.number() + " " + Html.escape(stage.title())
                + "</a></th>" + cell(stage.count(Verdict.PASSED) + " of " + stage.rated()) + cell(stage.count(Verdict.FAILED))
                + cell(stage.count(Verdict.WEAK)) + "</tr>\n";
    }

    private static String cell(Object content) {
        return "<td class=\"number\">" + content + "</td>";
    }

    private static String stage(StageReport stage) {
        return "<h2 id=\"" + stage.name() + "\">" + stage.number() + " " + Html.escape(stage.title()) + "</h2>\n"
                + stage.results().stream().sorted(Comparator.comparing(Result::verdict, Verdict.WORST_FIRST)).map(HtmlReport::check)
                .collect(Collectors.joining());
    }

    private static String check(Result result) {
        return "<details><summary><span class=\"verdict " + result.verdict().words().replace(' ', '-') + "\">"
                + result.verdict().words() + "</span> " + Html.escape(result.finding().heading()) + "</summary>\n"
                + FindingHtml.of(result.finding()) + "</details>\n";
    }
}
