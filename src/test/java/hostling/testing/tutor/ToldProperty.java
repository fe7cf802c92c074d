package hostling.testing.tutor;

import hostling.cases.Finding;
import hostling.cases.Requirement;
import hostling.testing.Proves;
import hostling.wire.Limits;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Tells the smallest sample that breaks a property in the form of a failed case. */
public final class ToldProperty implements AroundPropertyHook {
    private static final String CHAPTER = "02-the-parser.md#when-a-test-fails";
    private static final int VALUE_MAX = 300;

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) throws Throwable {
        PropertyExecutionResult result = property.execute();
        boolean failed = result.status() == PropertyExecutionResult.Status.FAILED;
        return failed && result.falsifiedParameters().isPresent() ? result.mapToFailed(told(context.targetMethod(), result)) : result;
    }

    private static FailedCase told(Method property, PropertyExecutionResult result) {
        List<Object> sample = result.falsifiedParameters().orElseThrow();
        Throwable cause = result.throwable().orElseGet(() -> new AssertionError("the property is false"));
        String type = property.getDeclaringClass().getSimpleName();
        List<Finding.Part> parts = new ArrayList<>(parts(sample, cause));
        limits(sample, cause).ifPresent(limits -> parts.add(new Finding.Words("limits", limits.toString())));
        parts.add(new Finding.Words("property", "This has to be true of all inputs. Of many that were made at random one was not, and "
                + "this is the smallest that was found from there."));
        String problem = message(cause);
        return new FailedCase(new Finding(Words.sentence(property.getName()), "", parts, requirements(property), CHAPTER,
                "mvn test -Dtest=" + type + "#" + property.getName()
                        + result.seed().map(seed -> " -Dproperties.seed=" + seed).orElse("")),
                problem.lines().findFirst().orElse(""));
    }

    private static List<Finding.Part> parts(List<Object> sample, Throwable cause) {
        if (cause instanceof DifferentEvents different) {
            List<Finding.Part> parts = new ArrayList<>(different.difference().parts());
            if (!different.how().isEmpty()) {
                parts.add(new Finding.Words("cut", different.how()));
            }
            return parts;
        }
        List<Finding.Part> parts = new ArrayList<>();
        for (Object value : sample) {
            if (value instanceof SentBytes bytes) {
                parts.add(new Finding.Sent("sent", bytes.bytes()));
            } else if (value instanceof byte[] bytes) {
                parts.add(new Finding.Sent("sample", bytes));
            } else if (!(value instanceof Limits)) {
                parts.add(new Finding.Words("sample", shortened(String.valueOf(value))));
            }
        }
        parts.add(new Finding.Words("problem", message(cause)));
        return parts;
    }

    private static Optional<Object> limits(List<Object> sample, Throwable cause) {
        Stream<Object> all = Stream.concat(sample.stream(), cause instanceof DifferentEvents different ? Stream.of(different.limits())
                : Stream.empty());
        return all.filter(value -> value instanceof Limits && !value.equals(Limits.DEFAULT)).findFirst();
    }

    private static String message(Throwable cause) {
        String text = cause instanceof AssertionError ? String.valueOf(cause.getMessage()) : cause.toString();
        return Stream.of(cause.getStackTrace()).filter(frame -> frame.getClassName().startsWith("hostling."))
                .findFirst().map(frame -> text + "\nin " + frame.getFileName() + ":" + frame.getLineNumber()).orElse(text);
    }

    private static String shortened(String value) {
        return value.length() <= VALUE_MAX ? value : value.substring(0, VALUE_MAX) + "…";
    }

    private static List<Requirement> requirements(Method property) {
        Proves proves = property.getAnnotation(Proves.class);
        return proves == null ? List.of() : CaseFinding.requirements(List.of(proves.value()));
    }

    /** Outermost, so that it sees what is left when all others are done. */
    @Override
    public int aroundPropertyProximity() {
        return Integer.MIN_VALUE;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
