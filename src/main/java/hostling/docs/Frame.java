package hostling.docs;

import hostling.docs.Markdown.Content;
import hostling.docs.Markdown.Section;
import hostling.handler.Html;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is around the content of every page: the head, the navigation of the site, and the ways to other pages. */
final class Frame {
    private static final Pattern HEADER = Pattern.compile("<header class=\"site-head\">.*?</header>", Pattern.DOTALL);
    private static final String HERE = "<a href=\"" + Addresses.ROOT + "\"";
    private static final int SECTIONS_MIN = 3;
    private static final String END = """
              </main>

              <footer class="site-foot">
                <p>Served by Hostling: one thread, one selector.</p>
              </footer>
            </body>
            </html>
            """;

    /** The header of the site, without the mark at the current page. */
    private final String header;

    /** A page to which another leads. */
    record Neighbour(String address, String title) { }

    /** @param home the first page of the site, from which the navigation is taken */
    Frame(String home) {
        Matcher found = HEADER.matcher(home);
        if (!found.find() || !found.group().contains(HERE)) {
            throw new IllegalArgumentException("www/index.html: its header has no link to " + Addresses.ROOT);
        }
        header = found.group().replace(" aria-current=\"page\"", "");
    }

    /** A page, with the ways to the chapters before and after it. */
    String page(String address, Content content, Optional<Neighbour> previous, Optional<Neighbour> next) {
        boolean isIndex = address.equals(Addresses.ROOT);
        String mark = isIndex ? " aria-current=\"page\"" : " aria-current=\"true\"";
        int afterHeading = content.html().indexOf("</h1>") + "</h1>".length();
        String begin = """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <meta name="color-scheme" content="light dark">
                  <title>{title} · Hostling</title>
                  <link rel="icon" href="/favicon.svg" type="image/svg+xml">
                  <link rel="stylesheet" href="/style.css">
                </head>
                <body>
                  <a class="skip" href="#main">Skip to the text</a>

                  {header}

                  <main id="main" class="doc" tabindex="-1">
                """.replace("{title}", Html.escape(content.title())).replace("{header}", header.replace(HERE, HERE + mark));
        return begin + content.html().substring(0, afterHeading) + "\n" + contents(content)
                + content.html().substring(afterHeading) + ways(isIndex, previous, next) + END;
    }

    private static String contents(Content content) {
        if (content.sections().size() < SECTIONS_MIN) {
            return "";
        }
        StringBuilder list = new StringBuilder("<nav class=\"doc-contents\" aria-labelledby=\"on-this-page\">\n"
                + "<p id=\"on-this-page\">On this page</p>\n<ul>\n");
        for (Section section : content.sections()) {
            list.append("<li><a href=\"#").append(section.anchor()).append("\">").append(Html.escape(section.title()))
                    .append("</a></li>\n");
        }
        return list.append("</ul>\n</nav>\n").toString();
    }

    private static String ways(boolean isIndex, Optional<Neighbour> previous, Optional<Neighbour> next) {
        if (isIndex) {
            return "";
        }
        return "<nav class=\"doc-ways\" aria-label=\"Chapters\">\n"
                + previous.map(page -> way("Previous: ", "prev", page)).orElse("")
                + "<a href=\"" + Addresses.ROOT + "\">All chapters</a>\n"
                + next.map(page -> way("Next: ", "next", page)).orElse("") + "</nav>\n";
    }

    private static String way(String word, String rel, Neighbour page) {
        return "<a rel=\"" + rel + "\" href=\"" + page.address() + "\">" + word + Html.escape(page.title()) + "</a>\n";
    }
}
