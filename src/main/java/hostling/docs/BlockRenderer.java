package hostling.docs;

import hostling.handler.Html;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Writes the blocks that need more than their Markdown says: code with its source, drawings of state machines, and tables that
 * scroll where they are wider than the window. Whatever can scroll can also get the focus, so that the keyboard can scroll it.
 */
final class BlockRenderer implements NodeRenderer {
    /** The comment before code that comes from a region of a source. */
    static final Pattern SNIPPET = Pattern.compile("<!-- snippet (\\S+)#(\\S+) -->");
    private static final Pattern COMMENT = Pattern.compile("<!--(?:(?!-->).)*-->", Pattern.DOTALL);
    private static final List<String> ALLOWED_TAGS = List.of("<br>", "<code>", "</code>");
    /** As many characters fit into a line on a telephone. */
    private static final int NARROW_LINE = 38;
    /** A column of so many characters leaves enough room beside it. */
    private static final int NARROW_COLUMN = 12;
    /** With so many columns a table would be too narrow for its words on a telephone. */
    private static final int COLUMNS_MANY = 4;

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final Project project;
    private final String file;

    BlockRenderer(HtmlNodeRendererContext context, Project project, String file) {
        this.context = context;
        this.html = context.getWriter();
        this.project = project;
        this.file = file;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FencedCodeBlock.class, IndentedCodeBlock.class, HtmlBlock.class, HtmlInline.class, TableBlock.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof FencedCodeBlock block) {
            fenced(block);
        } else if (node instanceof IndentedCodeBlock block) {
            raw(listing(block.getLiteral(), "Code" + section(block)));
        } else if (node instanceof TableBlock table) {
            table(table);
        } else if (node instanceof HtmlInline tag && ALLOWED_TAGS.contains(tag.getLiteral())) {
            html.raw(tag.getLiteral());
        } else if (!isComment(node)) {
            throw Fault.at(file, node, "HTML in Markdown is not put on a page, except for comments and " + String.join(" ", ALLOWED_TAGS));
        }
    }

    /** Comments are for programs and authors: they leave nothing on the page. */
    private static boolean isComment(Node node) {
        String text = node instanceof HtmlBlock block ? block.getLiteral() : ((HtmlInline) node).getLiteral();
        return COMMENT.matcher(text.strip()).matches();
    }

    private void fenced(FencedCodeBlock block) {
        String comment = block.getPrevious() instanceof HtmlBlock before ? before.getLiteral().strip() : "";
        Matcher snippet = SNIPPET.matcher(comment);
        if (block.getInfo().equals("mermaid")) {
            raw(drawing(block, comment));
        } else if (snippet.matches()) {
            raw(snippet(block.getLiteral(), snippet.group(1), snippet.group(2)));
        } else {
            raw(listing(block.getLiteral(), "Code" + section(block)));
        }
    }

    private String drawing(FencedCodeBlock block, String comment) {
        int line = block.getSourceSpans().get(0).getLineIndex() + 2;
        String name = comment.replaceAll("<!-- states (\\w+) -->", "$1");
        return new StateDrawing(StateDiagram.parse(block.getLiteral(), file, line), name).html();
    }

    private String snippet(String code, String source, String region) {
        String name = source.substring(source.lastIndexOf('/') + 1);
        return "<figure class=\"listing\"><figcaption>From <a href=\"" + Addresses.of(source) + "#L" + firstLine(source, region)
                + "\">" + Html.escape(source) + "</a></figcaption>\n" + listing(code, "Code from " + name) + "</figure>";
    }

    private int firstLine(String source, String region) {
        try {
            List<String> lines = project.text(source).lines().map(String::strip).toList();
            return Math.max(lines.indexOf("// region: " + region), lines.indexOf("# region: " + region)) + 2;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String listing(String code, String label) {
        boolean scrolls = code.lines().anyMatch(line -> line.length() > NARROW_LINE);
        return "<pre" + (scrolls ? focusable(label) : "") + "><code>" + withControls(Html.escape(code)) + "</code></pre>";
    }

    /** Many fonts lack the pictures of control characters, so their names are written, as small as one character. */
    private static String withControls(String text) {
        return text.replace("␍", "<span class=\"control\">CR</span>").replace("␊", "<span class=\"control\">LF</span>");
    }

    private static String focusable(String label) {
        return " tabindex=\"0\" role=\"group\" aria-label=\"" + Html.escape(label) + "\"";
    }

    private void table(TableBlock table) {
        raw("<div class=\"doc-table" + width(table) + "\"" + focusable("Table" + section(table)) + ">");
        html.raw("<table>");
        children(table).stream().filter(part -> !PlainText.of(part).isBlank())     // the columns may have no names
                .forEach(context::render);
        html.raw("</table></div>");
        html.line();
    }

    /** Tells blocks of different sections apart. */
    private static String section(Node block) {
        Node before = block;
        while (before != null && !(before instanceof Heading)) {
            before = before.getPrevious() == null ? before.getParent() : before.getPrevious();
        }
        return before == null ? "" : ": " + PlainText.of(before);
    }

    /**
     * Whether the table has short cells only, and so fits into every window; or a short column before one whose words wrap; or many
     * columns.
     */
    private static String width(TableBlock table) {
        List<Integer> widths = new ArrayList<>();
        for (Node part : children(table)) {
            for (Node row : children(part)) {
                List<Node> cells = children(row);
                for (int i = 0; i < cells.size(); i++) {
                    int length = PlainText.of(cells.get(i)).length();
                    if (i == widths.size()) {
                        widths.add(length);
                    }
                    widths.set(i, Math.max(widths.get(i), length));
                }
            }
        }
        boolean isSmall = widths.stream().mapToInt(Integer::intValue).sum() <= NARROW_LINE;
        boolean wraps = widths.size() == 2 && widths.get(0) <= NARROW_COLUMN;
        return isSmall ? " small" : wraps ? " wraps" : widths.size() >= COLUMNS_MANY ? " many" : "";
    }

    private static List<Node> children(Node parent) {
        return Stream.iterate(parent.getFirstChild(), node -> node != null, Node::getNext).toList();
    }

    private void raw(String text) {
        html.line();
        html.raw(text);
        html.line();
    }
}
