package hostling.learn;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.cases.RequestCase;
import hostling.testing.CaseRunner;
import hostling.testing.tutor.Failure;
import hostling.testing.tutor.TestNames;
import hostling.testing.tutor.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Makes checks of what a step names. The cases of a step are first tried in one piece, and only then in pieces. */
final class Checks {
    /** The system property that says how often a property is tried. */
    static final String TRIES = "learn.tries";
    private static final Map<String, String> PROPERTIES = Map.of("jqwik.tries.default",
            String.valueOf(Integer.getInteger(TRIES, Effort.OF_THE_TUTOR.tries())), "jqwik.reporting.onlyfailures", "true",
            "jqwik.reporting.usejunitplatform", "true", "jqwik.failures.runfirst", "false", "jqwik.database", "");

    private final CaseLibrary library = CaseLibrary.ofTheProgram();
    private final List<RequestCase> cases;
    private final Exercise exercise;

    Checks(Exercise exercise) {
        this.exercise = exercise;
        cases = Stream.concat(library.requests().stream(), library.hostile().stream()).toList();
    }

    /** A test has failed. */
    static final class FailedTest extends AssertionError {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        FailedTest(Failure failure) {
            super(failure.cause());
            this.failure = failure;
        }

        Finding finding() {
            return failure.finding();
        }
    }

    /**
     * The checks of a step, in order.
     *
     * @throws IllegalArgumentException if it names something that is not there
     */
    List<Check> of(Exercise.Step step) {
        List<Check> whole = new ArrayList<>();
        List<Check> pieces = new ArrayList<>();
        for (String name : step.checks()) {
            if (name.contains(".") && !name.endsWith(".md")) {
                pieces.add(test(name));
            } else {
                for (RequestCase each : cases(name)) {
                    add(each, whole, pieces);
                }
            }
        }
        whole.addAll(pieces);
        return whole;
    }

    /** The checks that try these cases. */
    List<Check> of(List<RequestCase> heldBack) {
        List<Check> whole = new ArrayList<>();
        List<Check> pieces = new ArrayList<>();
        heldBack.forEach(each -> add(each, whole, pieces));
        whole.addAll(pieces);
        return whole;
    }

    private void add(RequestCase tried, List<Check> whole, List<Check> pieces) {
        whole.add(new Check(about(tried), () -> CaseRunner.checkWhole(tried)));
        pieces.add(new Check(about(tried), () -> CaseRunner.checkInPieces(tried)));
    }

    private List<RequestCase> cases(String name) {
        List<RequestCase> found = cases.stream().filter(name.endsWith(".md")
                ? each -> each.location().contains("/" + name + ":") : each -> each.id().equals(name)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(exercise.file() + " names no case: " + name);
        }
        return found;
    }

    private Finding about(RequestCase each) {
        return new Finding(each.heading(), each.location(), List.of(new Finding.Sent("sent", each.input()),
                new Finding.Words("expected", each.events())), library.requirements(each.requirements()), each.chapter());
    }

    private Check test(String name) {
        String method = name.contains("#") ? name.substring(name.indexOf('#') + 1) : "";
        String type = "hostling." + (method.isEmpty() ? name : name.substring(0, name.indexOf('#')));
        DiscoverySelector selector;
        try {
            Class<?> tests = Class.forName(type, false, Checks.class.getClassLoader());
            selector = method.isEmpty() ? selectClass(tests) : selectMethod(tests, Stream.of(tests.getDeclaredMethods())
                    .filter(each -> each.getName().equals(method)).findFirst().orElseThrow(ClassNotFoundException::new));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(exercise.file() + " names no test: " + name, e);
        }
        String heading = type.substring(type.lastIndexOf('.') + 1) + (method.isEmpty() ? "" : ": " + Words.sentence(method));
        return new Check(new Finding(heading, "", List.of(), List.of(), exercise.chapter()), () -> run(selector, Map.of()));
    }

    /**
     * Runs tests.
     *
     * @param settings parameters of jqwik, besides those that are the same for all properties
     * @throws FailedTest            with the first that fails
     * @throws IllegalStateException if there is none
     */
    static void run(DiscoverySelector selector, Map<String, String> settings) {
        LauncherConfig alone = LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false).build();
        LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request().selectors(selector)
                .configurationParameters(PROPERTIES).configurationParameters(settings).build();
        CancellationToken token = CancellationToken.create();
        FirstFailure first = new FirstFailure(token);
        Launcher launcher = LauncherFactory.create(alone);
        launcher.execute(LauncherExecutionRequestBuilder.request(tests).cancellationToken(token).listeners(first).build());
        first.check();
    }

    /** Keeps the first failure, and asks for no more tests. */
    private static final class FirstFailure implements TestExecutionListener {
        private final CancellationToken token;
        private TestNames names;
        private Failure first;
        private int tests;

        FirstFailure(CancellationToken token) {
            this.token = token;
        }

        @Override
        public void testPlanExecutionStarted(TestPlan plan) {
            names = new TestNames(plan);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            tests += test.isTest() ? 1 : 0;
            if (first == null && result.getStatus() == TestExecutionResult.Status.FAILED) {
                first = names.failure(test, result.getThrowable().orElseGet(AssertionError::new));
                token.cancel();
            }
        }

        void check() {
            if (first != null) {
                throw new FailedTest(first);
            }
            if (tests == 0) {
                throw new IllegalStateException("no test was run");
            }
        }
    }
}
