package hostling.docs;

import hostling.docs.Frame.Neighbour;
import hostling.handler.Html;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A text file as the content of a page, with numbered lines that links can lead to: {@code #L42}. */
final class SourceText {
    private SourceText() { }

    /**
     * The content of the page. The style sheet adds the numbers, so they are not copied with the text.
     *
     * @param chapters where to read about it
     */
    static Markdown.Content of(String file, String text, List<Neighbour> chapters) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        StringBuilder html = new StringBuilder("<h1>").append(Html.escape(name)).append("</h1>\n<p class=\"lede\"><code>")
                .append(Html.escape(file)).append("</code></p>\n").append(about(chapters)).append("<pre class=\"source\" tabindex=\"0\" role=\"group\" aria-label=\"")
                .append(Html.escape(name)).append("\"><code>");
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            html.append("<span id=\"L").append(number).append("\">").append(Html.escape(line)).append("\n</span>");
        }
        return new Markdown.Content(name, List.of(), html.append("</code></pre>\n").toString(), Set.of());
    }

    private static String about(List<Neighbour> chapters) {
        return chapters.isEmpty() ? "" : chapters.stream()
                .map(chapter -> "<a href=\"" + chapter.address() + "\">" + Html.escape(chapter.title()) + "</a>")
                .collect(Collectors.joining(",\n", "<p>Read about it in ", ".</p>\n"));
    }
}
