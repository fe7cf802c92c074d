package hostling.learn;

import hostling.cases.Finding;
import hostling.cases.FindingHtml;
import hostling.handler.Html;
import java.util.List;
import java.util.stream.Collectors;

/** Grades as pages: one for the teacher, and one for each student, which has nothing of the others and of held-back cases. */
final class GradePages {
    private GradePages() { }

    /** The page of a student. */
    static String of(Grades grades) {
        return LearnPage.of(grades.student(), "<h1>" + Html.escape(grades.student()) + "</h1>\n<p>" + sum(grades) + " points.</p>\n"
                + grades.grades().stream().map(GradePages::section).collect(Collectors.joining()));
    }

    private static String section(Grade grade) {
        String heading = "<h2>" + Html.escape(grade.title()) + "</h2>\n<p class=\"" + (grade.isFull() ? "full" : "failed") + "\">"
                + Points.text(grade.points()) + " of " + Points.text(grade.most()) + " points: " + Html.escape(grade.result()) + ".</p>\n";
        return grade.isFull() ? heading : heading + told(grade.told());
    }

    private static String told(Finding finding) {
        return "<p><b>" + Html.escape(finding.heading()) + "</b></p>\n" + FindingHtml.of(finding);
    }

    /**
     * The page of the teacher.
     *
     * @param files the files of the pages of the students, in the same order, as the page links to them
     */
    static String index(List<Grades> all, List<String> files) {
        StringBuilder html = new StringBuilder("<h1>Grades</h1>\n<p>The folder <code>students</code> has a page for each student, to give "
                + "away. This page and the other files are for you.</p>\n<div class=\"sideways\" tabindex=\"0\"><table>\n<thead><tr>"
                + "<th scope=\"col\">Student</th><th scope=\"col\" class=\"number\">Points</th>");
        all.get(0).grades().forEach(grade -> html.append("<th scope=\"col\" class=\"number\">").append(Html.escape(grade.name())).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < all.size(); i++) {
            html.append("<tr><th scope=\"row\"><a href=\"").append(Html.escape(files.get(i))).append("\">").append(Html.escape(all.get(i).student()))
                    .append("</a></th><td class=\"number\">").append(sum(all.get(i))).append("</td>");
            all.get(i).grades().forEach(grade -> html.append("<td class=\"number ").append(grade.isFull() ? "full" : "failed").append("\">")
                    .append(Points.text(grade.points())).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n<h2>To look at</h2>\n");
        all.forEach(each -> html.append(remarks(each)));
        html.append("<h2>First failures</h2>\n");
        all.forEach(each -> html.append(failures(each)));
        return LearnPage.of("Grades", html.toString());
    }

    private static String remarks(Grades grades) {
        return grades.remarks().isEmpty() ? "" : "<p><b>" + Html.escape(grades.student()) + "</b></p>\n<ul>\n" + grades.remarks().stream()
                .map(each -> "<li>" + Html.escape(each) + "</li>\n").collect(Collectors.joining()) + "</ul>\n";
    }

    private static String failures(Grades grades) {
        return grades.grades().stream().filter(grade -> !grade.isFull()).map(grade -> "<details><summary>" + Html.escape(grades.student() + ": "
                + grade.name() + ", " + grade.result()) + "</summary>\n" + told(grade.all()) + "</details>\n").collect(Collectors.joining());
    }

    private static String sum(Grades grades) {
        return Points.text(grades.points()) + " of " + Points.text(grades.most());
    }
}
