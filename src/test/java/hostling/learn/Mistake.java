package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A wrong solution as students write it: the real class with one change. So it follows the real class when that changes.
 *
 * @param name        what is wrong
 * @param exercise    the name of the exercise
 * @param right       the lines of the real class that are changed
 * @param wrong       what stands there instead
 * @param step        the title of the step that fails
 * @param told        words that the answer has to contain
 */
record Mistake(String name, String exercise, String right, String wrong, String step, String told) {
    static final List<Mistake> ALL = List.of(
            new Mistake("hexDigit takes all letters", "bytes", "lower <= 'f'", "lower <= 'z'",
                    "A hexadecimal digit goes from 0 to f", "hexDigit(71) is 16"),
            new Mistake("lower sets a bit in every byte", "bytes", "b >= 'A' && b <= 'Z' ? b + 32 : b", "b | 0x20",
                    "Only letters become small", "Only A to Z become small letters; all other bytes stay"),
            new Mistake("bytes above 127 are forgotten", "bytes", "table[b] = b != 0x7f;", "table[b] = b < 0x7f;",
                    "A field value may have bytes above 127", "A value may have bytes of 128 and more (obs-text)"),

            new Mistake("a length is read by Long.parseLong", "framing",
                    """
                                    if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                                        return new Refused(Violation.LENGTH_SYNTAX);
                                    }
                                    return new Length(saturated(value));
                            """, """
                                    try {
                                        return new Length(Long.parseLong(value));
                                    } catch (NumberFormatException e) {
                                        return new Refused(Violation.LENGTH_SYNTAX);
                                    }
                            """,
                    "A length is made of the digits 0 to 9 and of nothing else", "A length has no plus sign"),
            new Mistake("Transfer-Encoding wins over Content-Length", "framing", "if (fields.has(\"Content-Length\")) {", "if (false) {",
                    "A length beside a transfer coding is an attack", "error 400 LENGTH_AND_CODING"),
            new Mistake("chunked is compared with its case", "framing", "\"chunked\"::equalsIgnoreCase", "\"chunked\"::equals",
                    "Chunked is recognised, and the case of its letters does not matter", "Transfer coding names are case-insensitive"),
            new Mistake("the first of two lengths counts", "framing", "values.size() > 1 || value.indexOf(',') >= 0", "false",
                    "Two lengths are one too many, even if they are equal", "error 400 LENGTH_REPEATED"),

            new Mistake("sizes are decimal", "chunked", "chunkBytesLeft * 16 + digit", "chunkBytesLeft * 10 + digit",
                    "A size is hexadecimal, and not decimal", "A size of two digits counts sixteens"),
            new Mistake("an empty size is zero", "chunked", "if (ByteClass.SIZE_END[b] && sizeDigits > 0) {", "if (ByteClass.SIZE_END[b]) {",
                    "A size has a digit, and nothing but digits", "A size is not missing"),
            new Mistake("the digits of a size are not counted", "chunked", "sizeDigits == SIZE_DIGITS_MAX", "sizeDigits < 0",
                    "A large size is refused, and wraps around to no small one", "A seventeenth digit is refused, even if it is a zero"),
            new Mistake("two bytes after the data are skipped blindly", "chunked", "if (!in.skipIf(expected)) {",
                    "int any = in.peek();\n        in.skip();\n        if (any < 0) {", "Exactly CR LF follows the data", "Data that is shorter than its size is refused"),
            new Mistake("a chunk is awaited as a whole", "chunked", "int count = (int) Math.min(chunkBytesLeft, in.remaining());",
                    "if (in.remaining() < chunkBytesLeft) {\n            return null;\n        }\n        int count = (int) chunkBytesLeft;",
                    "A size is hexadecimal, and not decimal", "a network may cut a request anywhere"),

            new Mistake("paths are compared as texts", "jail",
                    "real.startsWith(root) && !PathNames.anyHidden(root.relativize(real))", "real.toString().startsWith(root.toString()) "
                    + "&& !PathNames.anyHidden(List.of(real.toString().substring(root.toString().length()).split(\"/\")))",
                    "Paths are compared by names, and not as texts", "A folder whose name begins like that of the root is not in the root"),
            new Mistake("links are not followed", "jail", "Path real = path.toRealPath();",
                    "path.toRealPath();\n            Path real = path.toAbsolutePath().normalize();",
                    "A link in the folder is followed", "A symbolic link within the folder is followed, and the real path counts"),
            new Mistake("names are not checked", "jail", "!names.stream().allMatch(PathNames::isPlainName)", "false",
                    "A slash that was encoded separates nothing", "A slash that was encoded separates no folders"),
            new Mistake("only the names of the target can be hidden", "jail", " && !PathNames.anyHidden(root.relativize(real))", "",
                    "A link to what is hidden leads nowhere", "A symbolic link to a hidden folder leads nowhere"));

    /** The real class of an exercise with this mistake. */
    String source(Exercise exercise) throws IOException {
        String real = real(exercise);
        if (!real.contains(right)) {
            throw new AssertionError("the real class has no more: " + right);
        }
        return real.replace(right, wrong);
    }

    /** The source of the real class. */
    static String real(Exercise exercise) throws IOException {
        return Files.readString(Path.of("src/main/java", exercise.className().replace('.', '/') + ".java"), UTF_8);
    }

    @Override
    public String toString() {
        return exercise + ": " + name;
    }
}
