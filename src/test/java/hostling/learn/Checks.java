package hostling.learn;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import hostling.cases.CaseLibrary;
import hostling.cases.Finding;
import hostling.cases.RequestCase;
import hostling.testing.CaseRunner;
import hostling.testing.ResponseCase;
import hostling.testing.ResponseCaseRunner;
import hostling.testing.tutor.Failure;
import hostling.testing.tutor.TestNames;
import hostling.testing.tutor.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
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
    /** Before the id or the file of a response case; other cases are requests. */
    private static final String RESPONSES = "responses/";
    private static final Map<String, String> PROPERTIES = Map.of("jqwik.tries.default",
            String.valueOf(Integer.getInteger(TRIES, Effort.OF_THE_TUTOR.tries())), "jqwik.reporting.onlyfailures", "true",
            "jqwik.reporting.usejunitplatform", "true", "jqwik.failures.runfirst", "false", "jqwik.database", "");

    private final CaseLibrary library = CaseLibrary.ofTheProgram();
    private final List<RequestCase> requests;
    private final List<ResponseCase> responses = ResponseCase.all();
    private final Exercise exercise;

    Checks(Exercise exercise) {
        this.exercise = exercise;
        requests = Stream.concat(library.requests().stream(), library.hostile().stream()).toList();
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

    /** Checks in their order: a case in pieces comes after all cases in one piece. */
    private static final class Ordered {
        private final List<Check> whole = new ArrayList<>();
        private final List<Check> pieces = new ArrayList<>();

        void add(Check test) {
            pieces.add(test);
        }

        void add(Finding about, Executable inOnePiece, Executable inPieces) {
            whole.add(new Check(about, inOnePiece));
            pieces.add(new Check(about, inPieces));
        }

        List<Check> all() {
            return Stream.concat(whole.stream(), pieces.stream()).toList();
        }
    }

    /**
     * The checks of a step, in order.
     *
     * @throws IllegalArgumentException if it names something that is not there
     */
    List<Check> of(Exercise.Step step) {
        Ordered checks = new Ordered();
        for (String name : step.checks()) {
            if (name.startsWith(RESPONSES)) {
                responses(name).forEach(each -> add(each, checks));
            } else if (name.contains(".") && !name.endsWith(".md")) {
                checks.add(test(name));
            } else {
                requests(name).forEach(each -> add(each, checks));
            }
        }
        return checks.all();
    }

    /** The checks that try these cases. */
    List<Check> of(HeldBack heldBack) {
        Ordered checks = new Ordered();
        heldBack.requests().forEach(each -> add(each, checks));
        heldBack.responses().forEach(each -> add(each, checks));
        return checks.all();
    }

    private void add(RequestCase tried, Ordered checks) {
        checks.add(about(tried), () -> CaseRunner.checkWhole(tried), () -> CaseRunner.checkInPieces(tried));
    }

    private void add(ResponseCase tried, Ordered checks) {
        checks.add(about(tried), () -> ResponseCaseRunner.checkWhole(tried), () -> ResponseCaseRunner.checkInPieces(tried));
    }

    private List<RequestCase> requests(String name) {
        return named(name, requests.stream().filter(name.endsWith(".md") ? each -> isIn(name, each.location()) : each -> each.id().equals(name)));
    }

    private List<ResponseCase> responses(String name) {
        return named(name, responses.stream().filter(name.endsWith(".md") ? each -> isIn(name, each.location())
                : each -> name.equals(RESPONSES + each.id())));
    }

    private static boolean isIn(String file, String location) {
        return location.contains("/" + file + ":");
    }

    private <T> List<T> named(String name, Stream<T> cases) {
        List<T> found = cases.toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(exercise.file() + " names no case: " + name);
        }
        return found;
    }

    private Finding about(RequestCase each) {
        return new Finding(each.heading(), each.location(), List.of(new Finding.Sent("sent", each.input()),
                new Finding.Words("expected", each.events())), library.requirements(each.requirements()), each.chapter());
    }

    private Finding about(ResponseCase each) {
        return new Finding(each.heading(), each.location(), List.of(new Finding.Words("response", String.join("\n", each.script())),
                new Finding.Sent("expected", each.bytes())), library.requirements(each.requirements()), each.chapter());
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
        String heading = type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + (method.isEmpty() ? "" : ": " + Words.sentence(method));
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
