package hostling.testing.tutor;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Finds the class and the method of a test in the plan of a run. */
public final class TestNames {
    private final TestPlan plan;

    /** @param plan the plan that has the tests */
    public TestNames(TestPlan plan) {
        this.plan = plan;
    }

    /** The class that a test is in. */
    String className(TestIdentifier test) {
        for (TestIdentifier each : path(test)) {
            TestSource source = each.getSource().orElse(null);
            if (source instanceof MethodSource method) {
                return method.getClassName();
            } else if (source instanceof ClassSource type) {
                return type.getClassName();
            }
        }
        return test.getDisplayName();
    }

    /** A test that has failed, and why. */
    public Failure failure(TestIdentifier test, Throwable cause) {
        String method = "";
        Deque<String> names = new ArrayDeque<>();
        for (TestIdentifier each : path(test)) {
            if (each.getSource().orElse(null) instanceof MethodSource source && !isInvocation(each)) {
                method = source.getMethodName();
                break;
            }
            names.addFirst(each.getDisplayName());
        }
        return new Failure(className(test), method, method.isEmpty() ? "" : String.join(": ", names), cause);
    }

    /** One of several calls of a method with parameters, or a dynamic test: it is below the method. */
    private static boolean isInvocation(TestIdentifier test) {
        String segment = test.getUniqueIdObject().getLastSegment().getType();
        return segment.equals("test-template-invocation") || segment.startsWith("dynamic");
    }

    /** The test, what it is in, and so on. */
    private Iterable<TestIdentifier> path(TestIdentifier test) {
        Deque<TestIdentifier> path = new ArrayDeque<>();
        for (TestIdentifier each = test; each != null; each = plan.getParent(each).orElse(null)) {
            path.addLast(each);
        }
        return path;
    }
}
