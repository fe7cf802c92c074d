package hostling.project.arch;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * One rule of the house.
 *
 * @param name  what it says, in words with hyphens; a planted line that breaks it is marked {@code // breaks NAME}
 * @param calls the calls that it forbids one by one, each of which has to be planted; empty for rules of another form
 * @param form  the rule for some code
 */
record Rule(String name, List<Call> calls, Function<Codebase, ArchRule> form) {
    Rule(String name, Function<Codebase, ArchRule> form) {
        this(name, List.of(), form);
    }

    /** What comes of holding the rule against some code: a line for each place that breaks it. */
    List<String> brokenBy(Codebase code) {
        return form.apply(code).evaluate(code.classes()).getFailureReport().getDetails();
    }

    /** Fails, naming each place that breaks the rule and why there is one. */
    void check(Codebase code) {
        form.apply(code).check(code.classes());
    }

    @Override
    public String toString() {
        return name.replace('-', ' ');
    }
}
