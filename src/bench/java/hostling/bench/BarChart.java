package hostling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A bar chart of the medians as SVG, with a line from the smallest to the largest value. */
final class BarChart {
    private static final int WIDTH = 720;
    private static final int LEFT = 170;
    private static final int RIGHT = 110;
    private static final int TOP = 40;
    private static final int ROW = 26;
    private static final int BAR = 16;
    private static final String OURS = "#c2410c";
    private static final String FLOOR = "#94a3b8";
    private static final String OTHERS = "#2563eb";

    private record Bar(String label, Spread spread, String colour) { }

    private final String title;
    private final int decimals;
    private final List<Bar> bars = new ArrayList<>();

    BarChart(String title, int decimals) {
        this.title = title;
        this.decimals = decimals;
    }

    void add(Contestant contestant, Spread spread) {
        String colour = contestant.name().equals("hostling") ? OURS : contestant.isFloor() ? FLOOR : OTHERS;
        bars.add(new Bar(contestant.title(), spread, colour));
    }

    boolean isEmpty() {
        return bars.isEmpty();
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, svg());
    }

    private String svg() {
        int height = TOP + bars.size() * ROW + 12;
        double largest = bars.stream().mapToDouble(bar -> bar.spread.max()).max().orElse(1);
        StringBuilder svg = new StringBuilder();
        line(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                + "font-family=\"sans-serif\" font-size=\"13\">", WIDTH, height, WIDTH, height);
        line(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        line(svg, "<text x=\"12\" y=\"24\" font-size=\"15\" font-weight=\"bold\">%s</text>", escape(title));
        for (int i = 0; i < bars.size(); i++) {
            bar(svg, bars.get(i), TOP + i * ROW, (WIDTH - LEFT - RIGHT) / Math.max(largest, 1e-9));
        }
        return svg.append("</svg>\n").toString();
    }

    private void bar(StringBuilder svg, Bar bar, int y, double scale) {
        double middle = y + BAR / 2.0;
        double min = LEFT + bar.spread.min() * scale;
        double max = LEFT + bar.spread.max() * scale;
        line(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 13, escape(bar.label));
        line(svg, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", LEFT, y,
                bar.spread.median() * scale, BAR, bar.colour);
        line(svg, "<path d=\"M%.1f %.1fH%.1fM%.1f %.1fv8M%.1f %.1fv8\" stroke=\"#111827\" fill=\"none\"/>", min, middle,
                max, min, middle - 4, max, middle - 4);
        line(svg, "<text x=\"%.1f\" y=\"%d\">%s</text>", max + 8, y + 13,
                Spread.number(bar.spread.median(), decimals));
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
