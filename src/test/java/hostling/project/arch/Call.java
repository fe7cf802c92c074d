package hostling.project.arch;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method, constructor or field that a rule forbids, whether it is called or passed on as a method reference, and
 * whichever subtype of its owner it is called on.
 *
 * @param owner      the class that declares it
 * @param name       its name; {@code new} is any constructor, {@code *} is anything
 * @param parameters the simple names of its parameter types, or null for all overloads
 */
record Call(String owner, String name, String parameters) {
    private static final Pattern TEXT = Pattern.compile("([\\w.$]+)#([\\w*]+)(?:\\(([^)]*)\\))?");

    /** Reads {@code java.lang.Thread#sleep} (all overloads), {@code java.lang.String#getBytes()} (that one). */
    static List<Call> all(String... texts) {
        return Stream.of(texts).map(Call::of).toList();
    }

    private static Call of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a call: " + text);
        }
        return new Call(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    boolean matches(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        return (name.equals("*") || name.equals(target.getName().equals("<init>") ? "new" : target.getName()))
                && target.getOwner().isAssignableTo(owner)
                && (parameters == null || parameters.equals(parametersOf(target)));
    }

    private static String parametersOf(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget unit ? unit.getRawParameterTypes().stream()
                .map(JavaClass::getSimpleName).collect(Collectors.joining(", ")) : "";
    }

    /** The condition that a class uses none of these calls. */
    static ArchCondition<JavaClass> noneOf(List<Call> calls) {
        return new ArchCondition<>("use none of " + calls) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(access -> calls.stream().anyMatch(call -> call.matches(access)))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(access, access.getDescription())));
            }
        };
    }

    @Override
    public String toString() {
        return owner + "#" + name + (parameters == null ? "" : "(" + parameters + ")");
    }
}
