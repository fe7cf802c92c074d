package hostling.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The printable parts of a throwable, obtained safely whatever its own methods do. Handlers have their own exception
 * classes: one whose {@code toString()} throws must not hide the fault, nor end the loop that logs it.
 *
 * @param type   the name of its class
 * @param text   its {@code toString()}, or why that is not available
 * @param frames its stack trace, the innermost frame first
 */
record ThrowableSummary(String type, String text, List<StackTraceElement> frames) {
    /** A chain of causes may be endless. */
    private static final int CAUSES_MAX = 8;

    /** A throwable and its causes, the outermost first. In a cycle of causes, each appears once. */
    static List<ThrowableSummary> chainOf(Throwable outermost) {
        List<Throwable> chain = new ArrayList<>();
        Throwable each = outermost;
        while (each != null && chain.size() < CAUSES_MAX && !isIn(chain, each)) {
            chain.add(each);
            each = causeOf(each);
        }
        return chain.stream().map(ThrowableSummary::of).toList();
    }

    /** Compares by identity: {@code equals} is foreign code, too. */
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
