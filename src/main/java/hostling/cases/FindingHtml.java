package hostling.cases;

import hostling.handler.Html;
import java.util.List;
import java.util.stream.Collectors;

/** A finding as a part of a page. It brings no style of its own; {@link #STYLE} is one that suits it. */
public final class FindingHtml {
    /** Rules for the classes that it uses. */
    public static final String STYLE = """
            .finding dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; margin: .5rem 0; }
            .finding dt { opacity: .75; }
            .finding dd { margin: 0; overflow-wrap: anywhere; }
            .finding pre { margin: 0; overflow-x: auto; font: .875rem/1.4 ui-monospace, monospace; }
            .finding .caret { font-weight: 700; color: light-dark(#b3261e, #ffb4ab); }
            """;

    private FindingHtml() { }

    /** The parts of the finding, without its heading. */
    public static String of(Finding finding) {
        return "<div class=\"finding\"><dl>\n" + finding.parts().stream().map(FindingHtml::part).collect(Collectors.joining())
                + finding.requirements().stream().map(FindingHtml::requirement).collect(Collectors.joining())
                + (finding.chapter().isEmpty() ? "" : item("read", "docs/" + Html.escape(finding.chapter())))
                + (finding.location().isEmpty() ? "" : item("case", Html.escape(finding.location())))
                + (finding.command().isEmpty() ? "" : item("run", "<code>" + Html.escape(finding.command()) + "</code>"))
                + "</dl></div>\n";
    }

    private static String part(Finding.Part part) {
        return part instanceof Finding.Sent sent ? item(Html.escape(sent.label()), bytes(ByteLines.of(sent)))
                : item(Html.escape(part.label()), Html.escape(((Finding.Words) part).text()).replace("\n", "<br>"));
    }

    private static String bytes(List<ByteLines.Line> lines) {
        return "<pre tabindex=\"0\">" + lines.stream().map(line -> line.kind() == ByteLines.Kind.CARET
                ? "<span class=\"caret\">" + Html.escape(line.text()) + "</span>" : Html.escape(line.text()))
                .collect(Collectors.joining("\n")) + "</pre>";
    }

    private static String requirement(Requirement requirement) {
        return item("why", "<a href=\"" + requirement.link() + "\">" + requirement.place() + "</a> (" + requirement.level() + "): "
                + Html.escape(requirement.text()));
    }

    private static String item(String label, String html) {
        return "<dt>" + label + "</dt><dd>" + html + "</dd>\n";
    }
}
