package hostling.book;

import hostling.testing.tutor.Words;
import java.io.Closeable;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the tests of the small servers have in common: the name of the test as a sentence, and a server that is ended after it. */
abstract class ProgramTest {
    private String heading;
    private RunningProgram running;

    @BeforeEach
    void nameTheTest(TestInfo test) {
        heading = Words.sentence(test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void stop() throws IOException {
        if (running != null) {
            running.close();
        }
    }

    String heading() {
        return heading;
    }

    RunningProgram running() {
        return running;
    }

    /** Runs a server in a thread of its own. */
    RunningProgram run(int port, Closeable server, RunningProgram.Program program) {
        running = new RunningProgram(heading, port, server, program);
        return running;
    }
}
