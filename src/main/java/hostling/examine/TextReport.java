package hostling.examine;

import hostling.cases.FindingText;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A report for a terminal: a line for each stage as it ends, then the findings. The first of each stage is told in full, the
 * others in a line.
 */
public final class TextReport {
    /** How much it tells. */
    public enum Detail {
        /** The first finding of each stage in full, and a line for each other. */
        FIRST,
        /** All findings in full. */
        FINDINGS,
        /** All checks in full, those that were passed as well. */
        CHECKS
    }

    private static final int TITLE_COLUMNS = 60;
    private static final int VERDICT_COLUMNS = 8;
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String FAINT = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final Consumer<String> out;
    private final boolean colours;
    private final Detail detail;

    /**
     * @param out     takes each line
     * @param colours whether it goes to a terminal that knows the escape sequences of ECMA-48
     * @param detail  how much is told
     */
    public TextReport(Consumer<String> out, boolean colours, Detail detail) {
        this.out = out;
        this.colours = colours;
        this.detail = detail;
    }

    /** Tells of a stage in one line. */
    public void stage(StageReport stage) {
        String number = (stage.number() < 10 ? " " : "") + stage.number();
        String title = stage.title() + " ".repeat(Math.max(1, TITLE_COLUMNS - stage.title().length()));
        String score = stage.count(Verdict.PASSED) + " of " + stage.rated();
        out.accept(number + "  " + title + coloured(colourOf(stage), " ".repeat(Math.max(0, 10 - score.length())) + score)
                + coloured(FAINT, others(stage)));
    }

    private static String colourOf(StageReport stage) {
        return stage.count(Verdict.FAILED) > 0 ? RED : stage.count(Verdict.WEAK) > 0 ? YELLOW : GREEN;
    }

    private static String others(StageReport stage) {
        StringBuilder text = new StringBuilder();
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.WEAK, Verdict.DIFFERS, Verdict.NOT_TRIED)) {
            int count = stage.count(verdict);
            if (count > 0) {
                text.append(text.length() == 0 ? "   " : ", ").append(count).append(' ').append(verdict.words());
            }
        }
        return text.toString();
    }

    /** Tells what was found, and the score. */
    public void end(ExamReport report) {
        for (StageReport stage : report.stages()) {
            List<Result> found = stage.results().stream()
                    .filter(result -> detail == Detail.CHECKS || result.verdict() == Verdict.FAILED || result.verdict() == Verdict.WEAK)
                    .sorted(Comparator.comparing(Result::verdict, Verdict.WORST_FIRST)).toList();
            for (int i = 0; i < found.size(); i++) {
                if (i == 0) {
                    out.accept("");
                    out.accept("Stage " + stage.number() + ", " + stage.name() + ": " + stage.title());
                }
                tell(found.get(i), detail != Detail.FIRST || i == 0);
            }
            stage.results().stream().filter(result -> result.verdict() == Verdict.NOT_TRIED).map(Result::reason).distinct()
                    .forEach(reason -> out.accept(coloured(FAINT, "Stage " + stage.number() + ", not tried: " + reason)));
        }
        out.accept("");
        out.accept(report.summary());
    }

    private void tell(Result result, boolean inFull) {
        String words = result.verdict().words();
        String verdict = coloured(result.verdict() == Verdict.FAILED ? RED : result.verdict() == Verdict.PASSED ? GREEN : YELLOW,
                words + " ".repeat(Math.max(1, VERDICT_COLUMNS - words.length())));
        if (inFull) {
            out.accept("");
            FindingText.of(result.finding(), colours).lines().forEach(new Prefixed(verdict)::line);
        } else {
            out.accept(verdict + result.finding().heading() + coloured(FAINT, "  --only " + result.id()));
        }
    }

    /** Writes a word before the first of some lines. */
    private final class Prefixed {
        private String word;

        Prefixed(String word) {
            this.word = word;
        }

        void line(String line) {
            out.accept(word + line);
            word = "";
        }
    }

    private String coloured(String colour, String text) {
        return colours && !text.isEmpty() ? colour + text + PLAIN : text;
    }
}
