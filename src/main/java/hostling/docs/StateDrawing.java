package hostling.docs;

import hostling.docs.StateDiagram.Arrow;
import hostling.docs.StateLayout.Box;
import hostling.docs.StateLayout.Detour;
import hostling.handler.Html;
import java.util.List;

/** Draws a diagram of states as SVG, whose colours come from the style sheet, and says the same in words. */
final class StateDrawing {
    private static final int DOT = 6;
    private static final int HEAD_LENGTH = 7;
    private static final int HEAD_HALF = 4;

    private final StateDiagram diagram;
    private final StateLayout layout;
    private final String name;
    private final StringBuilder out = new StringBuilder();

    /** @param name what the machine is called, a word that no other drawing on the page has */
    StateDrawing(StateDiagram diagram, String name) {
        this.diagram = diagram;
        this.layout = new StateLayout(diagram);
        this.name = name;
    }

    /** A figure with the drawing, and a list of its arrows that can be opened. */
    String html() {
        String id = "states-" + name;
        out.append("<figure class=\"states\">\n<svg role=\"img\" width=\"").append(layout.width()).append("\" height=\"")
                .append(layout.height()).append("\" viewBox=\"0 0 ").append(layout.width()).append(' ').append(layout.height())
                .append("\" aria-labelledby=\"").append(id).append("-title\" aria-describedby=\"").append(id).append("-text\">\n")
                .append("<title id=\"").append(id).append("-title\">States of the machine “").append(Html.escape(name))
                .append("”</title>\n<desc id=\"").append(id).append("-text\">").append(diagram.states().size() - 1)
                .append(" states, and ").append(diagram.arrows().size())
                .append(" arrows between them. Below the drawing is a list of all arrows.</desc>\n");
        diagram.states().forEach(state -> layout.next(state).ifPresent(this::drawArrowDown));
        layout.detours().forEach(this::drawDetour);
        diagram.states().forEach(this::drawState);
        out.append("</svg>\n");
        listArrows();
        return out.append("</figure>").toString();
    }

    private void drawState(String state) {
        Box box = layout.box(state);
        if (state.equals(StateDiagram.START)) {
            out.append("<circle class=\"begin\" cx=\"").append(middle(box)).append("\" cy=\"").append(box.y() + box.height() / 2)
                    .append("\" r=\"").append(DOT).append("\"/>\n");
            return;
        }
        out.append("<rect x=\"").append(box.x()).append("\" y=\"").append(box.y()).append("\" width=\"").append(box.width())
                .append("\" height=\"").append(box.height()).append("\" rx=\"5\"/>\n");
        text("state", "middle", middle(box), box.y() + box.height() / 2 + 4, state);
    }

    private static int middle(Box box) {
        return box.x() + box.width() / 2;
    }

    private void drawArrowDown(Arrow arrow) {
        Box from = layout.box(arrow.from());
        int x = middle(from);
        int top = from.name().equals(StateDiagram.START) ? from.y() + from.height() / 2 : from.bottom();
        int end = layout.box(arrow.to()).y();
        line("M" + x + " " + top + "V" + (end - HEAD_LENGTH));
        head(x, end, x - HEAD_HALF, end - HEAD_LENGTH, x + HEAD_HALF, end - HEAD_LENGTH);
        labels(arrow.lines(), "start", x + StateLayout.BESIDE, from.bottom() + StateLayout.ROW + 2);
    }

    private void drawDetour(Detour detour) {
        Box from = layout.box(detour.arrow().from());
        Box to = layout.box(detour.arrow().to());
        int away = detour.isRight() ? 1 : -1;
        int start = detour.isRight() ? from.right() : from.x();
        int end = detour.isRight() ? to.right() : to.x();
        int begin = from.name().equals(StateDiagram.START) ? middle(from) : start;
        line("M" + begin + " " + detour.start() + "H" + detour.lane() + "V" + detour.end() + "H" + (end + away * HEAD_LENGTH));
        int tail = end + away * HEAD_LENGTH;
        head(end, detour.end(), tail, detour.end() - HEAD_HALF, tail, detour.end() + HEAD_HALF);
        List<String> labels = detour.arrow().lines();
        int first = detour.start() - 4 - (StateLayout.rowsOf(detour.arrow()) - 1) * StateLayout.ROW;
        labels(labels, detour.isRight() ? "start" : "end", start + away * 6, first);
    }

    private void labels(List<String> labels, String anchor, int x, int y) {
        for (int i = 0; i < labels.size(); i++) {
            text("label", anchor, x, y + i * StateLayout.ROW, labels.get(i));
        }
    }

    private void line(String path) {
        out.append("<path d=\"").append(path).append("\"/>\n");
    }

    private void head(int... corners) {
        out.append("<path class=\"head\" d=\"M").append(corners[0]).append(' ').append(corners[1]).append('L').append(corners[2])
                .append(' ').append(corners[3]).append('L').append(corners[4]).append(' ').append(corners[5]).append("z\"/>\n");
    }

    private void text(String kind, String anchor, int x, int y, String text) {
        out.append("<text class=\"").append(kind).append("\" text-anchor=\"").append(anchor).append("\" x=\"").append(x)
                .append("\" y=\"").append(y).append("\">").append(Html.escape(text)).append("</text>\n");
    }

    private void listArrows() {
        out.append("<figcaption><details><summary>The same in words</summary>\n<ul>\n");
        for (Arrow arrow : diagram.arrows()) {
            String from = arrow.from().equals(StateDiagram.START) ? "Begin" : "<code>" + arrow.from() + "</code>";
            String labels = arrow.labels().isEmpty() ? "" : ": " + Html.escape(String.join("; ", arrow.labels()));
            out.append("<li>").append(from).append(" → <code>").append(arrow.to()).append("</code>").append(labels)
                    .append("</li>\n");
        }
        out.append("</ul></details></figcaption>\n");
    }
}
