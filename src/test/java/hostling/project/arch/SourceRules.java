package hostling.project.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Rules that need the sources: ArchUnit reads class files and keeps neither blocks nor package comments. */
final class SourceRules {
    /** Comments and literals: keywords in them are not code. */
    private static final Pattern NOT_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\""
            + "|'(?:\\\\.|[^'\\\\\n])*+'|//[^\n]*+|/\\*[\\s\\S]*?\\*/");

    private SourceRules() { }

    /** The condition that no line of code in the class's file matches the pattern. */
    static ArchCondition<JavaClass> notContain(Pattern pattern, Codebase code) {
        return new ArchCondition<>("not contain " + pattern) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (type.isNestedClass()) {
                    return;                             // in the file of its outer class
                }
                Path file = code.sourceOf(type);
                String[] lines = codeOf(read(file)).split("\n", -1);
                for (int i = 0; i < lines.length; i++) {
                    if (pattern.matcher(lines[i]).find()) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " has " + pattern + " in ("
                                + file.getFileName() + ":" + (i + 1) + ")"));
                    }
                }
            }
        };
    }

    /** The condition that the class's package has a package-info with a comment. */
    static ArchCondition<JavaClass> haveADescribedPackage(Codebase code) {
        return new ArchCondition<>("lie in a package that has a package-info with a comment") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Path file = code.folderOf(type).resolve("package-info.java");
                if (!Files.exists(file) || !read(file).startsWith("/**")) {
                    events.add(SimpleConditionEvent.violated(type, file + " says nothing; there is a class "
                            + type.getName() + " in " + type.getSourceCodeLocation()));
                }
            }
        };
    }

    /** The source with comments and literals replaced by blanks. The line breaks stay. */
    static String codeOf(String source) {
        return NOT_CODE.matcher(source).replaceAll(match -> match.group().replaceAll("[^\n]", " "));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
