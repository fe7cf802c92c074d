package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the lines of a student's class in a stack. */
final class StudentCode {
    private final Exercise exercise;
    private final Path sources;

    /** @param sources the folder of the student */
    StudentCode(Exercise exercise, Path sources) {
        this.exercise = exercise;
        this.sources = sources;
    }

    /** The line of the class that was called last, with its code; empty if the class is not in the stack. */
    Optional<String> place(StackTraceElement[] stack) {
        return Stream.of(stack).filter(frame -> file(frame).isPresent()).findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber() + line(file(frame).get(), frame.getLineNumber()));
    }

    private Optional<Path> file(StackTraceElement frame) {
        return exercise.files().stream().filter(Written::isClass).filter(each -> frame.getClassName().equals(each.type())
                || frame.getClassName().startsWith(each.type() + "$")).findFirst().map(each -> each.in(sources));
    }

    private static String line(Path source, int number) {
        try {
            List<String> lines = Files.readAllLines(source, UTF_8);
            return number < 1 || number > lines.size() ? "" : "   " + lines.get(number - 1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
