package hostling.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The parser reads any file to its end, and every diagnostic has a position in the file. */
class ConfigurationFileProperties {
    private static final Pattern COMMENT = Pattern.compile(" *# .*|(?m)^#.*\n");
    private static final List<String> PIECES = List.of("\"", "'", "\"\"\"", "'''", "[", "]", "[[", "]]", "{", "}", "=", ",",
            "#", ".", "\\", "\\u12", "\n", "\r\n", "\r", "\t", "\u0000", "\u2028", "ä", "\ud83d\ude00", "\ud800", "5", "-1",
            "99999999999999999999", "1.5", "true", "2026-11-23", "\"\"", "\"a\\nb\" = 1", "[host]", "[[host]]",
            "[[host.route]]", "[log]", "path = \"/\"", "\"*\"", "\"%\"", "\"/../\"", "\"\\u0000\"", "inf", "{}", "[]");

    @Property(tries = 400)
    void aDamagedFileGivesProblemsInItAndNeverAnException(@ForAll Random random) throws IOException {
        String example = Files.readString(Path.of("docs/hostling.toml"));
        String text = damaged(random.nextInt(4) == 0 ? example : COMMENT.matcher(example).replaceAll(""), random);
        LoadedRules.check(text, ConfigurationFile.parse(text, "damaged.toml", Path.of("."), List.of()));
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> damaged.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(20)));
                case 2 -> replaceValue(damaged, at, PIECES.get(random.nextInt(PIECES.size())));
                default -> exchangeLines(damaged, random);
            }
        }
        return damaged.toString();
    }

    private static void replaceValue(StringBuilder text, int from, String value) {
        int equals = text.indexOf(" = ", from);
        if (equals >= 0) {
            int end = text.indexOf("\n", equals);
            text.replace(equals + 3, end < 0 ? text.length() : end, value);
        }
    }

    private static void exchangeLines(StringBuilder text, Random random) {
        List<String> lines = new ArrayList<>(text.toString().lines().toList());
        if (!lines.isEmpty()) {
            lines.add(random.nextInt(lines.size()), lines.remove(random.nextInt(lines.size())));
        }
        text.setLength(0);
        text.append(String.join("\n", lines));
    }
}
