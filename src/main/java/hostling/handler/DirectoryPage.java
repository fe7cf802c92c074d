package hostling.handler;

import hostling.http.BodySource;
import hostling.http.PercentCoding;
import hostling.http.RequestTarget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The listing page of a folder. It is generated while it is sent, one buffer at a time, so that no turn of the loop takes
 * long.
 */
final class DirectoryPage implements BodySource {
    /**
     * A file or folder in the listing.
     *
     * @param name     the name, not escaped
     * @param isFolder whether it is a folder, otherwise a file
     * @param size     the size of a file in bytes
     * @param modified when its content was last changed
     */
    record Entry(String name, boolean isFolder, long size, Instant modified) { }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int CRUMBS_MAX = 16;

    private static final String CONTENT = """
            <nav class="crumbs" aria-label="Folders">{crumbs}</nav>
            <h1>{title}</h1>
            <table class="listing">
            <thead><tr><th scope="col">Name</th><th scope="col" class="size">Size</th>
            <th scope="col" class="time">Changed (UTC)</th></tr></thead>
            <tbody>
            {rows}</tbody>
            </table>
            <p class="summary">{summary}</p>
            """;

    /** The placeholder for the rows; the content is split there, and the rows are generated one by one. */
    private static final String ROWS = "{rows}";

    private final Iterator<Entry> entries;
    private final Deque<String> others;
    private ByteBuffer current;

    /**
     * The page for a folder.
     *
     * @param template   what is around the list
     * @param target  the target of the request for the folder
     * @param entries the entries of the folder, sorted
     * @param isWhole whether these are all of its entries
     */
    DirectoryPage(PageTemplate template, RequestTarget target, Collection<Entry> entries, boolean isWhole) {
        List<String> names = target.segments().orElseThrow();
        String title = "Index of /" + String.join("/", names);
        String count = entries.size() + (entries.size() == 1 ? " entry" : " entries");
        String content = CONTENT.replace("{title}", Html.escape(title))
                .replace("{summary}", isWhole ? count : "the first " + count)
                .replace("{crumbs}", crumbs(names));
        int rows = content.indexOf(ROWS);
        boolean isRoot = names.size() == 1;
        this.entries = entries.iterator();
        this.others = new ArrayDeque<>(List.of(
                template.before(title) + content.substring(0, rows) + (isRoot ? "" : row("../", "↑ up", true, "", "")),
                content.substring(rows + ROWS.length()) + template.after(title)));
        this.current = utf8(others.remove());
    }

    /** Generates as many rows as fit the buffer. */
    @Override
    public Progress read(ByteBuffer into) {
        while (into.hasRemaining()) {
            if (!current.hasRemaining()) {
                if (!entries.hasNext() && others.isEmpty()) {
                    return Progress.END;
                }
                current = utf8(entries.hasNext() ? row(entries.next()) : others.remove());
            }
            int count = Math.min(into.remaining(), current.remaining());
            into.put(current.slice(current.position(), count));
            current.position(current.position() + count);
        }
        return Progress.MORE;
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Links to the parent folders; at most to the nearest 16, as each link has the whole path in it. */
    private static String crumbs(List<String> names) {
        StringBuilder crumbs = new StringBuilder();
        StringBuilder href = new StringBuilder("/");
        crumbs.append("<a href=\"/\">Home</a> / ");
        int folders = names.size() - 1;
        for (int i = 0; i < folders; i++) {
            String name = names.get(i);
            href.append(PercentCoding.encode(name)).append('/');
            if (i < folders - CRUMBS_MAX) {
                continue;
            }
            crumbs.append("<a href=\"").append(href).append("\">").append(Html.escape(name)).append("</a> / ");
        }
        return crumbs.toString().strip();
    }

    private static String row(Entry entry) {
        String slash = entry.isFolder() ? "/" : "";
        String size = entry.isFolder() ? "" : size(entry.size());
        return row("./" + PercentCoding.encode(entry.name()) + slash, Html.escape(entry.name()) + slash,
                entry.isFolder(), size, TIME.format(entry.modified()));
    }

    private static String row(String href, String text, boolean isFolder, String size, String time) {
        return "<tr><td" + (isFolder ? " class=\"folder\"" : "") + "><a href=\"" + href + "\">" + text + "</a></td>"
                + "<td class=\"size\">" + size + "</td><td class=\"time\">" + time + "</td></tr>\n";
    }

    /** A size in human-readable form. */
    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1023.95) {                      // which would be shown as 1024.0
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %siB", value, "KMGTPE".charAt(unit - 1));
    }
}
