package hostling.docs;

import java.nio.file.Path;

/** Where the files of the project are on the site. Addresses are absolute paths: {@code /docs/02-the-parser.html}. */
final class Addresses {
    static final String ROOT = "/docs/";
    private static final String LOCAL_DEMO = "http://127.0.0.1:8080/";

    private Addresses() { }

    /** The address of a file: of the file itself, or of a page that shows it. */
    static String of(String file) {
        String below = file.startsWith("docs/") ? file.substring("docs/".length()) : file;
        if (isMarkdown(file)) {
            return ROOT + below.substring(0, below.length() - ".md".length()) + ".html";
        } else if (isServedByTheDemo(file)) {
            return file.substring("www".length());
        }
        return isPicture(file) ? ROOT + below : ROOT + "source/" + file + ".html";
    }

    static boolean isMarkdown(String file) {
        return file.endsWith(".md");
    }

    static boolean isPicture(String file) {
        return file.endsWith(".svg") || file.endsWith(".png");
    }

    /** Whether the demo serves the file as it is. Scripts are run, so their text needs a page. */
    static boolean isServedByTheDemo(String file) {
        return file.startsWith("www/") && !file.startsWith("www/cgi-bin/");
    }

    /** Whether a link leads to another host. */
    static boolean isForeign(String link) {
        return link.contains("://") && !link.startsWith(LOCAL_DEMO);
    }

    /** A page of the demo, as the documentation names it, is a page of this site, whatever its port is. */
    static boolean isLocalDemo(String link) {
        return link.startsWith(LOCAL_DEMO);
    }

    static String ofLocalDemo(String link) {
        return link.substring(LOCAL_DEMO.length() - 1);
    }

    /** The file to which a link in another file leads. */
    static String resolve(String from, String link) {
        Path folder = Path.of(from).getParent();
        Path file = folder == null ? Path.of(link) : folder.resolve(link);
        return file.normalize().toString().replace('\\', '/');
    }
}
