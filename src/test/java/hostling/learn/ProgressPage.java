package hostling.learn;

import static java.nio.charset.StandardCharsets.UTF_8;

import hostling.handler.Html;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** The progress of a student as a page: the exercises, the answer of the tutor, and the task. */
final class ProgressPage {
    /** Without scripts, the page is loaded again every few seconds. */
    private static final String HEAD = "<noscript><meta http-equiv=\"refresh\" content=\"4\"></noscript>\n";
    private static final String SCRIPT = """
            const events = new EventSource("/events");
            const show = async () => {
              const response = await fetch("/", { cache: "no-store" });
              const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
              document.getElementById("now").replaceWith(fresh.getElementById("now"));
            };
            events.onmessage = show;
            events.onerror = () => { document.getElementById("state").textContent = "The tutor has ended. Type mvn -q -Plearn to start it again."; };
            """;

    private final Lesson lesson;
    private final Optional<Verdict> verdict;
    private final Demo demo;

    /** @param verdict the last answer; empty if there is none yet */
    ProgressPage(Lesson lesson, Optional<Verdict> verdict, Demo demo) {
        this.lesson = lesson;
        this.verdict = verdict;
        this.demo = demo;
    }

    String html() throws IOException {
        Exercise current = lesson.current();
        return LearnPage.of("Exercises: " + current.title(), HEAD, "<div id=\"now\">\n<h1>" + Html.escape(current.title()) + "</h1>\n<p>In "
                + current.files().stream().map(each -> "<code>" + Html.escape(each.in(lesson.folder()).toString()) + "</code>")
                .collect(Collectors.joining(", ")) + ".</p>\n" + answer(current) + "<h2>Exercises</h2>\n" + exercises() + "<h2>The demo</h2>\n"
                + demo() + "<h2>Task</h2>\n" + task(current) + "</div>\n", SCRIPT);
    }

    private String answer(Exercise current) {
        if (verdict.isEmpty()) {
            return "<p id=\"state\" role=\"status\">The tutor tries your code.</p>\n";
        } else if (verdict.get().isPassed()) {
            return "<p id=\"state\" role=\"status\" class=\"done\">All " + current.steps().size() + " steps are right.</p>\n" + printed();
        }
        int passed = verdict.get().stepsPassed();
        return "<p id=\"state\" role=\"status\">Step " + (passed + 1) + " of " + current.steps().size() + ": "
                + Html.escape(current.steps().get(passed).title()) + "</p>\n<h2 class=\"failed\">" + Html.escape(verdict.get().finding().heading())
                + "</h2>\n" + verdict.get().html() + printed();
    }

    private String printed() {
        String printed = verdict.map(Verdict::printed).orElse("").strip();
        return printed.isEmpty() ? "" : "<pre tabindex=\"0\">" + Html.escape(printed) + "</pre>\n";
    }

    private String exercises() {
        return "<ol class=\"exercises\">\n" + lesson.exercises().stream().map(each -> "<li" + (each.equals(lesson.current())
                ? " class=\"current\" aria-current=\"step\">" : ">") + Html.escape(each.title())
                + (lesson.isDone(each) ? ": <span class=\"done\">done</span>" : each.equals(lesson.current()) ? ": <span>now</span>" : "")
                + "</li>\n").collect(Collectors.joining()) + "</ol>\n";
    }

    /** Says which classes of the student are in it, so that it is clear whose parser the explorer shows. */
    private String demo() {
        if (!demo.isRunning()) {
            return "<p>It does not run. Type <code>s</code> in the terminal of the tutor: it starts with the classes that are done.</p>\n";
        }
        String address = "http://127.0.0.1:" + demo.port() + "/";
        List<String> names = demo.classes().stream().map(path -> path.getFileName().toString()).toList();
        String classes = lesson.exercises().stream().filter(each -> names.contains(each.name()))
                .flatMap(each -> each.classNames().stream())
                .map(type -> "<code>" + Html.escape(type.substring(type.lastIndexOf('.') + 1)) + "</code>")
                .collect(Collectors.joining(", "));
        return "<p>It runs at <a href=\"" + address + "\">" + address + "</a>, " + (classes.isEmpty() ? "with no class of yours"
                : "with these classes of yours: " + classes) + ". The <a href=\"" + address + "parser.html\">explorer</a> shows "
                + "each byte on its way through " + (classes.isEmpty() ? "the parser" : "them and the rest of the parser") + ".</p>\n";
    }

    /** The file of the exercise without its steps and hints. Its links lead to files, so they become text. */
    private static String task(Exercise exercise) throws IOException {
        String text = Files.readString(exercise.file(), UTF_8).split("(?m)^## Steps$", 2)[0].replaceFirst("# .*\n<!-- .* -->\n", "")
                .replaceAll("\\[([^]]+)]\\([^)]*\\)", "$1");
        return HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build().render(Parser.builder().build().parse(text))
                .replace("<pre>", "<pre tabindex=\"0\">");
    }
}
