package hostling.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What can be said of a throwable, whatever its own methods do. Handlers and scripts bring exceptions of their own: one
 * whose {@code toString()} throws must not hide the fault, nor end the loop that wants to note it.
 *
 * @param type   the name of its class
 * @param text   what it says of itself, or why that can't be had
 * @param frames where it was made, the innermost method first
 */
record ThrowableSummary(String type, String text, List<StackTraceElement> frames) {
    /** A chain of causes may have no end. */
    private static final int CAUSES_MAX = 8;

    /** A throwable and what caused it, the outermost first. Causes that go in a circle are told of once. */
    static List<ThrowableSummary> chainOf(Throwable outermost) {
        List<Throwable> chain = new ArrayList<>();
        Throwable each = outermost;
        while (each != null && chain.size() < CAUSES_MAX && !isIn(chain, each)) {
            chain.add(each);
            each = causeOf(each);
        }
        return chain.stream().map(ThrowableSummary::of).toList();
    }

    /** Whether it is that very object: its {@code equals} is foreign code, too. */
    private static boolean isIn(List<Throwable> chain, Throwable one) {
        return chain.stream().anyMatch(each -> each == one);
    }

    private static ThrowableSummary of(Throwable throwable) {
        return new ThrowableSummary(throwable.getClass().getName(), textOf(throwable), framesOf(throwable));
    }

    private static String textOf(Throwable throwable) {
        String type = throwable.getClass().getName();
        try {
            return Objects.requireNonNullElse(throwable.toString(), type);
        } catch (Throwable e) {
            return type + " (its toString() threw " + e.getClass().getName() + ")";
        }
    }

    private static List<StackTraceElement> framesOf(Throwable throwable) {
        try {
            return Stream.of(throwable.getStackTrace()).filter(Objects::nonNull).toList();
        } catch (Throwable e) {
            return List.of();
        }
    }

    private static Throwable causeOf(Throwable throwable) {
        try {
            return throwable.getCause();
        } catch (Throwable e) {
            return null;
        }
    }
}
