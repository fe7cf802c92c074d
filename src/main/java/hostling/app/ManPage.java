package hostling.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of a command in the language of {@code man}, made from the same description as its help text. */
final class ManPage {
    private final List<String> lines = new ArrayList<>();

    private ManPage() { }

    /** The lines of the page about a command and another one that it has. */
    static List<String> of(CommandSpec spec, CommandSpec other, String version) {
        ManPage page = new ManPage();
        page.write(spec, other, version);
        return page.lines;
    }

    private void write(CommandSpec spec, CommandSpec other, String version) {
        lines.add(".TH " + spec.name().toUpperCase(Locale.ROOT) + " 1 \"\" \"" + spec.name() + " " + version + "\"");
        section("NAME");
        lines.add(escaped(spec.name()) + " \\- a small HTTP/1.1 server");
        section("SYNOPSIS");
        lines.add(".B " + escaped(spec.name()));
        lines.add("[\\fIOPTION\\fR]... [\\fIDIR\\fR | \\fB\\-\\-config\\fR \\fIFILE\\fR]");
        lines.add(".br");
        lines.add(".B " + escaped(spec.name() + " " + other.name()));
        lines.add("[\\fIOPTION\\fR]... \\fIURL\\fR");
        section("DESCRIPTION");
        lines.add(escaped(described(spec)));
        section("OPTIONS");
        spec.positionalParameters().forEach(this::positional);
        spec.options().stream().filter(option -> !option.hidden()).forEach(this::option);
        section("THE COMMAND " + other.name().toUpperCase(Locale.ROOT));
        lines.add(escaped(described(other)));
        other.positionalParameters().forEach(this::positional);
        other.options().stream().filter(option -> !option.usageHelp()).forEach(this::option);
        section("SIGNALS");
        item("\\fBSIGTERM\\fR, \\fBSIGINT\\fR", "Stop when the responses in flight are sent; a second one stops at once.");
        item("\\fBSIGHUP\\fR", "Read the configuration again, and reopen the logs.");
        item("\\fBSIGUSR1\\fR", "Reopen the logs.");
        section("EXIT STATUS");
        spec.usageMessage().exitCodeList().forEach((code, meaning) -> item("\\fB" + code + "\\fR", meaning));
        lines.add(".P");
        lines.add(escaped("Of " + spec.name() + " " + other.name() + ":"));
        other.usageMessage().exitCodeList().forEach((code, meaning) -> item("\\fB" + code + "\\fR", meaning));
    }

    private static String described(CommandSpec spec) {
        return String.join(" ", spec.usageMessage().description()).replace("%n", "");
    }

    private void section(String name) {
        lines.add(".SH " + name);
    }

    private void positional(PositionalParamSpec positional) {
        item("\\fI" + positional.paramLabel() + "\\fR", String.join(" ", positional.description()));
    }

    private void option(OptionSpec option) {
        String names = String.join("\\fR, \\fB", List.of(option.names()).stream().map(ManPage::escaped).toList());
        String value = option.arity().max() > 0 ? " \\fI" + option.paramLabel() + "\\fR" : "";
        String defaults = option.defaultValue() == null ? "" : option.defaultValue();
        item("\\fB" + names + "\\fR" + value, String.join(" ", option.description()).replace("${DEFAULT-VALUE}", defaults));
    }

    private void item(String term, String text) {
        lines.add(".TP");
        lines.add(term);
        lines.add(escaped(text));
    }

    /** A backslash begins an escape, a dot or a quote at the start of a line a request, and a hyphen may become a dash. */
    private static String escaped(String text) {
        String safe = text.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
