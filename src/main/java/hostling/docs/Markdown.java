package hostling.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Turns Markdown into HTML. */
final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();

    /**
     * The content of a page.
     *
     * @param title    the text of its first heading
     * @param sections the headings of the second level, in order
     * @param html     the HTML, from the first heading on
     * @param reached  the files of the project that it links to
     */
    record Content(String title, List<Section> sections, String html, Set<String> reached) { }

    /** A part of a page: its anchor, and the text of its heading. */
    record Section(String anchor, String title) { }

    private Markdown() { }

    /**
     * The content of a Markdown file.
     *
     * @throws IllegalArgumentException if there is something in it that can't become part of a page
     */
    static Content read(Project project, String file) throws IOException {
        return of(project, file, project.text(file));
    }

    /** As {@link #read}, of a text whose links start at a file. */
    static Content of(Project project, String file, String text) throws IOException {
        Node document = PARSER.parse(text);
        Set<String> reached = new LinkedHashSet<>();
        document.accept(new LinkRewriter(project, file, reached));
        Headings headings = new Headings();
        document.accept(headings);
        HtmlRenderer renderer = HtmlRenderer.builder().nodeRendererFactory(context -> new BlockRenderer(context, project, file))
                .attributeProviderFactory(context -> (node, tag, attributes) -> headings.decorate(node, attributes))
                .extensions(EXTENSIONS).build();
        return new Content(headings.title, headings.sections, renderer.render(document), reached);
    }

    /** The section of a text that has this heading of the second level, without the heading. */
    static String section(String text, String heading) {
        return Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(?=^## |\\z)").matcher(text).results()
                .map(section -> section.group(1).strip()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no section " + heading));
    }

    /** Gives the headings their anchors. */
    private static final class Headings extends AbstractVisitor {
        private final Slugs slugs = new Slugs();
        private final Map<Node, String> anchors = new HashMap<>();
        private final List<Section> sections = new ArrayList<>();
        private String title = "";

        @Override
        public void visit(Heading heading) {
            String text = PlainText.of(heading);
            String anchor = slugs.next(text);
            anchors.put(heading, anchor);
            if (heading.getLevel() == 1) {
                title = text;
            } else if (heading.getLevel() == 2) {
                sections.add(new Section(anchor, text));
            }
        }

        void decorate(Node node, Map<String, String> attributes) {
            if (anchors.containsKey(node)) {
                attributes.put("id", anchors.get(node));
            } else if (node instanceof TableCell cell) {
                if ("right".equals(attributes.remove("align"))) {
                    attributes.put("class", "right");
                }
                if (cell.isHeader()) {
                    attributes.put("scope", "col");
                }
            }
        }
    }
}
