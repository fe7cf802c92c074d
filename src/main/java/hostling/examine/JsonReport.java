package hostling.examine;

import hostling.cases.FindingText;
import hostling.cases.Requirement;
import hostling.handler.Json;
import java.util.List;
import java.util.stream.Collectors;

/** A report as JSON (RFC 8259), for programs. */
public final class JsonReport {
    private JsonReport() { }

    /** The report, with a line end after its last line. */
    public static String of(ExamReport report) {
        return "{\"url\": " + Json.string(report.url()) + ", \"server\": " + Json.string(report.server()) + ",\n \"passed\": "
                + report.count(Verdict.PASSED) + ", \"rated\": " + report.rated() + ", \"failed\": " + report.count(Verdict.FAILED)
                + ", \"weak\": " + report.count(Verdict.WEAK) + ", \"differs\": " + report.count(Verdict.DIFFERS)
                + ", \"notTried\": " + report.count(Verdict.NOT_TRIED) + ",\n \"stages\": [\n"
                + joined(report.stages().stream().map(JsonReport::stage).toList()) + "]}\n";
    }

    private static String stage(StageReport stage) {
        return "{\"number\": " + stage.number() + ", \"name\": " + Json.string(stage.name()) + ", \"title\": "
                + Json.string(stage.title()) + ", \"passed\": " + stage.count(Verdict.PASSED) + ", \"rated\": " + stage.rated()
                + ", \"milliseconds\": " + stage.time().toMillis() + ", \"checks\": [\n"
                + joined(stage.results().stream().map(JsonReport::check).toList()) + "]}";
    }

    private static String check(Result result) {
        String start = "{\"id\": " + Json.string(result.id()) + ", \"verdict\": " + Json.string(result.verdict().words())
                + ", \"level\": " + Json.string(result.level().word()) + ", \"heading\": " + Json.string(result.finding().heading())
                + ", \"requirements\": [" + result.finding().requirements().stream().map(Requirement::id).map(Json::string)
                .collect(Collectors.joining(", ")) + "]";
        return result.verdict() == Verdict.PASSED ? start + "}"
                : start + ", \"reason\": " + Json.string(result.reason()) + ", \"text\": "
                + Json.string(FindingText.of(result.finding(), false)) + "}";
    }

    private static String joined(List<String> items) {
        return String.join(",\n", items);
    }
}
