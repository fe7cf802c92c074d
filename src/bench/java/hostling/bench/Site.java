package hostling.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The files that the clients request. They are generated at the start and are always the same. */
public final class Site {
    public static final String PAGE = "/page.html";
    public static final String MIB = "/1m.bin";
    /** A copy of the small page, under a name for which nginx does not wait until a packet is full. */
    public static final String PIPELINED = "/pipelined.html";
    public static final String HUNDRED_MIB = "/100m.bin";
    public static final int MIB_BYTES = 1024 * 1024;

    private static final int PAGE_BYTES = 2_453;
    private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-11-23T00:00:00Z"));

    /** What a browser requests when it shows a few pages of an ordinary site: 20 files, 1.3 MB. */
    private static final Map<String, Integer> MIX = new LinkedHashMap<>();

    static {
        MIX.put("/index.html", 14_200);
        MIX.put("/css/reset.css", 2_100);
        MIX.put("/css/site.css", 38_700);
        MIX.put("/js/menu.js", 3_300);
        MIX.put("/js/library.js", 89_500);
        MIX.put("/js/site.js", 21_800);
        MIX.put("/images/logo.png", 6_400);
        MIX.put("/images/icon-1.png", 1_200);
        MIX.put("/images/icon-2.png", 1_450);
        MIX.put("/images/icon-3.png", 980);
        MIX.put("/images/teaser-1.png", 42_000);
        MIX.put("/images/teaser-2.png", 57_300);
        MIX.put("/images/photo-1.png", 310_000);
        MIX.put("/about.html", 9_700);
        MIX.put("/css/print.css", 4_600);
        MIX.put("/js/gallery.js", 33_100);
        MIX.put("/images/portrait-1.png", 74_000);
        MIX.put("/images/portrait-2.png", 68_500);
        MIX.put("/images/photo-2.png", 480_000);
        MIX.put("/news.html", 28_900);
    }

    private Site() { }

    public static List<String> mix() {
        return List.copyOf(MIX.keySet());
    }

    static void make() throws IOException {
        file(PAGE, PAGE_BYTES);
        file(PIPELINED, PAGE_BYTES);
        for (Map.Entry<String, Integer> file : MIX.entrySet()) {
            file(file.getKey(), file.getValue());
        }
        file(MIB, MIB_BYTES);
        file(HUNDRED_MIB, 100 * MIB_BYTES);
        Files.createDirectories(Workplace.UPLOADS);
    }

    private static void file(String path, int size) throws IOException {
        Path file = Path.of(Workplace.SITE + path);
        if (!Files.exists(file) || Files.size(file) != size) {
            Files.createDirectories(file.getParent());
            byte[] content = path.endsWith(".png") || path.endsWith(".bin") ? noise(path) : text(path);
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int left = size; left > 0; left -= content.length) {
                    out.write(content, 0, Math.min(left, content.length));
                }
            }
        }
        Files.setLastModifiedTime(file, MODIFIED);
    }

    private static byte[] noise(String seed) {
        byte[] bytes = new byte[64 * 1024];
        new Random(seed.hashCode()).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String path) {
        return ("<p>One of many lines of " + path + ", which says nothing and says it at some length.</p>\n")
                .getBytes(US_ASCII);
    }
}
