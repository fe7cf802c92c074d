package hostling.project.arch;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * One rule about the code.
 *
 * @param name  the rule in words with hyphens; a planted line that breaks it is marked {@code // breaks NAME}
 * @param calls the calls that it forbids, each of which has to be planted; empty for other kinds of rules
 * @param form  makes the ArchUnit rule for some code
 */
record Rule(String name, List<Call> calls, Function<Codebase, ArchRule> form) {
    Rule(String name, Function<Codebase, ArchRule> form) {
        this(name, List.of(), form);
    }

    /** Checks some code and returns one line for each place that breaks the rule. */
    List<String> brokenBy(Codebase code) {
        return form.apply(code).evaluate(code.classes()).getFailureReport().getDetails();
    }

    /** Fails if the code breaks the rule, and names each place and the reason for the rule. */
    void check(Codebase code) {
        form.apply(code).check(code.classes());
    }

    @Override
    public String toString() {
        return name.replace('-', ' ');
    }
}
