package hostling.handler;

import hostling.http.PercentCoding;
import hostling.http.RequestTarget;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page that shows what is in a folder. */
final class DirectoryPage {
    /** More than that is not listed: the page is made on the loop's thread. */
    private static final int ENTRIES_MAX = 1_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Index of {path}</title>
            <link rel="icon" href="data:,">
            <style>
            :root { color-scheme: light dark; --line: #8884; --link: light-dark(#1a5fb4, #8ab4f8); }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.4rem; font-weight: 600; overflow-wrap: anywhere; }
            h1 a { text-decoration: none; }
            a { color: var(--link); }
            table { border-collapse: collapse; width: 100%; }
            th, td { padding: .45rem .75rem; text-align: left; border-bottom: 1px solid var(--line); }
            th { font-size: .8rem; font-weight: 600; opacity: .7; }
            td:first-child { overflow-wrap: anywhere; width: 100%; }
            .size, .time { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
            .folder { font-weight: 600; }
            footer { margin-top: 1rem; font-size: .85rem; opacity: .7; }
            @media (max-width: 34rem) { .time { display: none; } }
            </style>
            </head>
            <body>
            <main>
            <h1>{crumbs}</h1>
            <table>
            <thead><tr><th scope="col">Name</th><th scope="col" class="size">Size</th>
            <th scope="col" class="time">Changed (UTC)</th></tr></thead>
            <tbody>
            {rows}</tbody>
            </table>
            </main>
            <footer>{summary} · Hostling</footer>
            </body>
            </html>
            """;

    private record Entry(String name, boolean isFolder, long size, Instant modified) { }

    private DirectoryPage() { }

    /** The page for a folder inside the jail, as the target names it. */
    static String of(RequestTarget target, Path folder, PathJail jail) throws IOException {
        List<Entry> entries = new ArrayList<>();
        boolean whole = read(folder, jail, entries);
        entries.sort(Comparator.comparing((Entry entry) -> !entry.isFolder())
                .thenComparing(Entry::name, String.CASE_INSENSITIVE_ORDER).thenComparing(Entry::name));
        List<String> names = target.segments().orElseThrow();
        boolean isRoot = names.size() == 1;
        StringBuilder rows = new StringBuilder();
        if (!isRoot) {
            rows.append(row("../", "↑ up", true, "", ""));
        }
        entries.forEach(entry -> rows.append(row(entry)));
        String count = entries.size() + (entries.size() == 1 ? " entry" : " entries");
        return PAGE.replace("{path}", Html.escape("/" + String.join("/", names)))
                .replace("{summary}", whole ? count : "the first " + count)
                .replace("{crumbs}", crumbs(names))
                .replace("{rows}", rows);
    }

    /** Reads what may be seen; whether that is everything. */
    private static boolean read(Path folder, PathJail jail, List<Entry> entries) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                if (entries.size() == ENTRIES_MAX) {
                    return false;
                }
                entry(path, jail).ifPresent(entries::add);
            }
        }
        return true;
    }

    private static Optional<Entry> entry(Path path, PathJail jail) {
        String name = path.getFileName().toString();
        if (!PathJail.isPlainName(name) || !canBeAskedFor(path, name)
                || Files.isSymbolicLink(path) && jail.follow(path).isEmpty()) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            boolean shown = attributes.isDirectory() || attributes.isRegularFile();
            return shown ? Optional.of(new Entry(name, attributes.isDirectory(), attributes.size(),
                    attributes.lastModifiedTime().toInstant())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();                    // gone meanwhile, or a link to nowhere
        }
    }

    /** Whether the name leads back to the file: one that is no text in the system's encoding does not. */
    private static boolean canBeAskedFor(Path path, String name) {
        try {
            return path.resolveSibling(name).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A link to each folder above. */
    private static String crumbs(List<String> names) {
        StringBuilder crumbs = new StringBuilder();
        StringBuilder href = new StringBuilder("/");
        crumbs.append("<a href=\"/\">⌂</a> / ");
        for (String name : names.subList(0, names.size() - 1)) {
            href.append(PercentCoding.encode(name)).append('/');
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

    /** A size as people read it. */
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
