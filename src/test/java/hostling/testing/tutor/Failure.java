package hostling.testing.tutor;

import hostling.cases.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A test that has failed.
 *
 * @param className the class of the test
 * @param method    the method, or the empty string if the class failed as a whole
 * @param name      the names of the parts of a dynamic test, or the empty string
 * @param cause     why
 */
public record Failure(String className, String method, String name, Throwable cause) {
    private static final int MESSAGE_LINES_MAX = 12;
    private static final int LINE_MAX = 160;
    private static final String READ = "02-the-parser.md#when-a-test-fails";

    /** The layer that it is in. */
    String layer() {
        return Layers.of(className);
    }

    /** The class without its package. */
    String simpleClass() {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** Whether the test itself said what there is to say. */
    boolean isTold() {
        return cause instanceof FailedCase;
    }

    /** All that is to say. */
    public Finding finding() {
        return cause instanceof FailedCase told ? told.finding() : ofAssertion();
    }

    /** The same in one line. */
    String line() {
        String message = isTold() ? cause.getMessage() : simpleClass() + ": " + Words.sentence(method)
                + (name.isEmpty() ? "" : " (" + name + ")") + ": " + message().lines().findFirst().orElse("");
        String line = message.replace('\n', ' ');
        return line.length() <= LINE_MAX ? line : line.substring(0, LINE_MAX) + "…";
    }

    private Finding ofAssertion() {
        List<Finding.Part> parts = new ArrayList<>();
        if (!name.isEmpty()) {
            parts.add(new Finding.Words("of", name));
        }
        List<String> lines = message().lines().limit(MESSAGE_LINES_MAX + 1).toList();
        parts.add(new Finding.Words("problem", String.join("\n", lines.size() <= MESSAGE_LINES_MAX ? lines
                : Stream.concat(lines.subList(0, MESSAGE_LINES_MAX).stream(), Stream.of("…")).toList())));
        place().ifPresent(place -> parts.add(new Finding.Words("at", place)));
        String top = simpleClass().split("\\.")[0];
        return new Finding(top + ": " + (method.isEmpty() ? "its preparation fails" : Words.sentence(method)), "", parts, List.of(), READ,
                "mvn test -Dtest=" + top + (method.isEmpty() ? "" : "#" + method));
    }

    private String message() {
        String type = cause instanceof AssertionError ? "" : cause.getClass().getName();
        String text = cause.getMessage() == null ? "" : cause.getMessage();
        return type.isEmpty() ? text : text.isEmpty() ? type : type + ": " + text;
    }

    /** The lines of our code on the way to it: where it was noticed, and the line of the test. */
    private Optional<String> place() {
        List<StackTraceElement> ours = Stream.of(cause.getStackTrace()).filter(frame -> frame.getClassName().startsWith("hostling."))
                .toList();
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        Optional<StackTraceElement> test = ours.stream().filter(frame -> frame.getClassName().startsWith(className)).findFirst();
        String first = text(ours.get(0));
        return Optional.of(test.map(Failure::text).filter(line -> !line.equals(first)).map(line -> first + ", called by " + line)
                .orElse(first));
    }

    private static String text(StackTraceElement frame) {
        return frame.getFileName() + ":" + frame.getLineNumber();
    }
}
