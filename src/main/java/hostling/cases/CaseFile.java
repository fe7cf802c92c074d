package hostling.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads Markdown files in which every section is a case: a heading, prose, a {@code case} comment, and fenced blocks. Below
 * its title, a file names the chapter that explains what its cases are about.
 * This class does not know what the blocks mean. Whatever it does not understand is an error with file and line.
 */
public final class CaseFile {
    private static final Pattern CHAPTER_COMMENT = Pattern.compile("<!-- chapter ([0-9a-z-]+\\.md#[0-9a-z-]+) -->");
    private static final Pattern CASE_COMMENT = Pattern.compile("<!-- case( \\S+=\\S+)* -->");
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern REQUIREMENTS = requirements("[0-9]{4}-[0-9]+(\\.[0-9]+)*-[a-z]");
    private static final Pattern SOURCE = Pattern.compile("RFC-[0-9]{4}-[0-9]+(\\.[0-9]+)*|CVE-[0-9]{4}-[0-9]{4,}");
    private static final Set<String> LEVELS = Set.of("must", "should", "ought", "may", "grammar");
    private static final Set<String> LEVELS_OF_OTHERS = Set.of("must", "should", "may");
    private static final String README = "README.md";
    private static final String FENCE = "```";

    /** The lines between two fences. */
    public record Block(int firstLine, List<String> lines) { }

    /**
     * One section of a file.
     *
     * @param line    the line of its heading; lines count from 1
     * @param chapter where to read about it: a file of {@code docs}, with an anchor
     */
    public record Section(Path file, int line, String chapter, String heading, Map<String, String> attributes,
                          Map<String, Block> blocks) {
        /** Where the heading is, seen from the top of the project. */
        public String location() {
            return "test-data/" + file.getParent().getFileName() + "/" + file.getFileName() + ":" + line;
        }

        /** An error at a line of this section. */
        public CaseFormatException error(int atLine, String message) {
            return new CaseFormatException(file, atLine, message);
        }

        /** Where the heading is, so that an IDE can jump there. */
        public URI source() {
            return URI.create(file.toUri() + "?line=" + line);
        }

        /** The ids of the requirements that it shows. */
        public List<String> requirements() {
            return List.of(attributes.get("rfc").split(","));
        }

        /**
         * The bytes that a block stands for. A line ends in CR LF unless its last character is a backslash that belongs to no escape.
         *
         * @throws CaseFormatException if a line has a wrong escape, or a space at its end
         */
        public byte[] bytes(String blockWord) {
            Block block = blocks.get(blockWord);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < block.lines().size(); i++) {
                try {
                    bytes.writeBytes(lineBytes(block.lines().get(i)));
                } catch (IllegalArgumentException e) {
                    throw error(block.firstLine() + i, e.getMessage());
                }
            }
            return bytes.toByteArray();
        }

        private static byte[] lineBytes(String line) {
            if (line.endsWith(" ")) {
                throw new IllegalArgumentException("write a space at the end of a line as \\x20: nobody can see it");
            }
            int backslashes = line.length() - line.replaceAll("\\\\+$", "").length();
            return backslashes % 2 == 1 ? Bytes.read(line.substring(0, line.length() - 1))
                    : Bytes.join(Bytes.read(line), Bytes.latin1("\r\n"));
        }
    }

    private final Path file;
    private final Set<String> blockWords;
    private final boolean hasSources;
    private final List<String> lines;
    private final List<Section> sections = new ArrayList<>();
    private String chapter = "";
    private int next;

    private CaseFile(Path file, Set<String> blockWords, boolean hasSources) {
        this.file = file;
        this.blockWords = blockWords;
        this.hasSources = hasSources;
        try {
            lines = Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All sections of all files in a folder except its README, in the order in which the README names the files.
     *
     * @param blockWords the words after the opening fences; every section has one block of each
     * @throws CaseFormatException if the format of a file is wrong, or two cases have the same id
     */
    public static List<Section> readAll(Path folder, Set<String> blockWords) {
        return readAll(folder, blockWords, false);
    }

    /** The same for a folder in which every case names its source: where its idea comes from. */
    public static List<Section> readAllWithSources(Path folder, Set<String> blockWords) {
        return readAll(folder, blockWords, true);
    }

    /** The sections of one file; throws as {@link #readAll} does. */
    public static List<Section> readFile(Path file, Set<String> blockWords) {
        return withDifferentIds(new CaseFile(file, blockWords, false).read());
    }

    private static List<Section> readAll(Path folder, Set<String> blockWords, boolean hasSources) {
        List<Section> sections = new ArrayList<>();
        for (Path file : caseFiles(folder)) {
            sections.addAll(new CaseFile(file, blockWords, hasSources).read());
        }
        return withDifferentIds(sections);
    }

    private static List<Section> withDifferentIds(List<Section> sections) {
        Map<String, Section> byId = new HashMap<>();
        for (Section section : sections) {
            Section earlier = byId.put(section.attributes().get("id"), section);
            if (earlier != null) {
                throw section.error(section.line(), "the id is taken by " + earlier.file() + ":" + earlier.line());
            }
        }
        return sections;
    }

    private static List<Path> caseFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return inTheOrderOf(folder.resolve(README), files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.getFileName().toString().equals(README)).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The README begins with what is simple. */
    private static List<Path> inTheOrderOf(Path readme, List<Path> files) throws IOException {
        String text = Files.exists(readme) ? Files.readString(readme, UTF_8) : "";
        List<Path> ordered = new ArrayList<>(files);
        ordered.sort(Comparator.comparing(file -> placeOf("](" + file.getFileName() + ")", text)));
        return ordered;
    }

    private static int placeOf(String link, String text) {
        int at = text.indexOf(link);
        return at < 0 ? text.length() : at;
    }

    private static Pattern requirements(String one) {
        return Pattern.compile(one + "(," + one + ")*");
    }

    private List<Section> read() {
        readChapter();
        while (next < lines.size() && !lines.get(next).startsWith("## ")) {
            require(!lines.get(next).startsWith(FENCE), "a block stands under a heading that begins with ##");
            next++;
        }
        while (next < lines.size()) {
            sections.add(section());
        }
        require(!sections.isEmpty(), "a case file has a case");
        return sections;
    }

    private void readChapter() {
        Matcher comment = CHAPTER_COMMENT.matcher(lines.size() > 1 ? lines.get(1) : "");
        requireAt(Math.min(2, Math.max(1, lines.size())), comment.matches(),
                "below its title, a case file names its chapter: <!-- chapter 02-the-parser.md#chunks -->");
        chapter = comment.group(1);
    }

    private Section section() {
        int headingLine = next + 1;
        String heading = lines.get(next++).substring(3).strip();
        Map<String, String> attributes = null;
        Map<String, Block> blocks = new LinkedHashMap<>();
        while (next < lines.size() && !lines.get(next).startsWith("## ")) {
            String line = lines.get(next);
            if (line.startsWith("<!--")) {
                require(attributes == null, "a section has one case");
                attributes = attributes(line);
            } else if (line.startsWith(FENCE)) {
                require(attributes != null, "the case comment stands above the blocks");
                block(blocks);
            } else {
                require(!line.startsWith("#"), "a heading in a case file begins with ## and a space");
            }
            next++;
        }
        requireAt(headingLine, attributes != null, "the section has no case comment");
        for (String word : blockWords) {
            requireAt(headingLine, blocks.containsKey(word), "the case has no block of " + word);
        }
        return new Section(file, headingLine, chapter, heading, attributes, blocks);
    }

    private Map<String, String> attributes(String line) {
        require(CASE_COMMENT.matcher(line).matches(), "a case comment is <!-- case id=… rfc=… level=… -->");
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile("(\\S+?)=(\\S+)").matcher(line);
        while (matcher.find()) {
            require(attributes.put(matcher.group(1), matcher.group(2)) == null, matcher.group(1) + " comes twice");
        }
        Set<String> known = hasSources ? Set.of("id", "rfc", "level", "others", "source") : Set.of("id", "rfc", "level", "others");
        for (String word : attributes.keySet()) {
            require(known.contains(word), "unknown word " + word);
        }
        require(ID.matcher(attributes.getOrDefault("id", "")).matches(), "an id is lower-case words joined by hyphens");
        require(REQUIREMENTS.matcher(attributes.getOrDefault("rfc", "")).matches(),
                "rfc is a list of requirements such as 9112-7.1-d, joined by commas");
        require(LEVELS.contains(attributes.getOrDefault("level", "")),
                "level is one of must, should, ought, may, grammar");
        require(!attributes.containsKey("others") || LEVELS_OF_OTHERS.contains(attributes.get("others")),
                "others is one of must, should, may");
        require(!hasSources || SOURCE.matcher(attributes.getOrDefault("source", "")).matches(),
                "source is a section such as RFC-9112-7.1.1 or a vulnerability such as CVE-2025-55315");
        return attributes;
    }

    private void block(Map<String, Block> blocks) {
        String word = lines.get(next).substring(FENCE.length());
        require(blockWords.contains(word), "unknown block " + word);
        require(!blocks.containsKey(word), "a second block of " + word);
        int first = next + 1;
        int end = first;
        while (end < lines.size() && !lines.get(end).startsWith(FENCE)) {
            end++;
        }
        require(end < lines.size() && lines.get(end).equals(FENCE), "the block is not closed");
        blocks.put(word, new Block(first + 1, List.copyOf(lines.subList(first, end))));
        next = end;
    }

    private void require(boolean holds, String otherwise) {
        requireAt(Math.max(1, Math.min(next + 1, lines.size())), holds, otherwise);
    }

    private void requireAt(int line, boolean holds, String otherwise) {
        if (!holds) {
            throw new CaseFormatException(file, line, otherwise);
        }
    }
}
