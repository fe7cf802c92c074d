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

/** What is to be seen in sources only: ArchUnit reads class files and keeps neither blocks nor package comments. */
final class SourceRules {
    /** Comments and literals, in which the words of the language mean nothing. */
    private static final Pattern NOT_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\""
            + "|'(?:\\\\.|[^'\\\\\n])*+'|//[^\n]*+|/\\*[\\s\\S]*?\\*/");

    private SourceRules() { }

    /** That no line of the code of a class's file has a match of the pattern. */
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

    /** That a class's package has a package-info with a comment in it. */
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

    /** The source with blanks where comments and literals were, and the same lines. */
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
