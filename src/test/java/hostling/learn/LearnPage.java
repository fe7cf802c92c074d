package hostling.learn;

import hostling.cases.FindingHtml;
import hostling.handler.Html;

/** The HTML around the pages of the tutor. They need no other file. */
final class LearnPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8886; --link: light-dark(#0a5a66, #7ccbd3); --good: light-dark(#1d6a35, #86cf98);
              --bad: light-dark(#9c2f1c, #f0a08d); --panel: light-dark(#eff0ea, #1d2427); }
            body { background: light-dark(#f8f8f4, #14191b); color: light-dark(#1b2023, #e1e5e2); font: 16px/1.5 system-ui, sans-serif;
              max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
            h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.2rem; margin: 2rem 0 .6rem; }
            a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
            pre { overflow-x: auto; background: var(--panel); padding: .6rem .8rem; font: .875rem/1.4 ui-monospace, monospace; }
            code { font: .9em ui-monospace, monospace; }
            .done, .full { color: var(--good); } .failed { color: var(--bad); }
            .current { font-weight: 600; }
            .exercises li { padding: .1rem 0; } .exercises span { opacity: .85; }
            .sideways { overflow-x: auto; } table { border-collapse: collapse; }
            th, td { padding: .35rem .8rem .35rem 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
            td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            summary { cursor: pointer; }
            """ + FindingHtml.STYLE + """
            .finding dd { white-space: pre-wrap; }
            @media (max-width: 34rem) { .finding dl { grid-template-columns: minmax(0, 1fr); gap: 0; } .finding dt { margin-top: .5rem; } }
            """;

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            {head}<title>{title}</title>
            <link rel="icon" href="data:,">
            <style>""" + STYLE + """
            </style>
            </head>
            <body>
            <main>
            {content}</main>
            </body>
            </html>
            """;

    private LearnPage() { }

    /**
     * A page.
     *
     * @param title   text
     * @param content HTML
     */
    static String of(String title, String content) {
        return of(title, "", content, "");
    }

    /**
     * A page with more in its head, and a script at its end; each may be empty.
     *
     * @param head HTML
     */
    static String of(String title, String head, String content, String script) {
        return PAGE.replace("{policy}", policy(script)).replace("{head}", head).replace("{title}", Html.escape(title))
                .replace("{content}", script.isEmpty() ? content : content + "<script>" + script + "</script>\n");
    }

    /** What a page may load: its style sheet, its script, and what the script asks of the same server. */
    private static String policy(String script) {
        return "default-src 'none'; style-src " + Html.policySource(STYLE) + "; img-src data:"
                + (script.isEmpty() ? "" : "; script-src " + Html.policySource(script) + "; connect-src 'self'")
                + "; base-uri 'none'; form-action 'none'";
    }
}
