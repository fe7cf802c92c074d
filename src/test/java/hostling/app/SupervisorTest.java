package hostling.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hostling.config.Configuration;
import hostling.config.LogBlock;
import hostling.config.LogBlock.Destination;
import hostling.log.ErrorLog;
import hostling.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor whose workers are scripts. {@link WorkersTest} tests it with real workers. */
@Timeout(30)
class SupervisorTest {
    @TempDir
    private Path temp;
    private Path log;

    @BeforeEach
    void onlyWhereThereIsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")) && Files.isDirectory(Path.of("/proc/self/fd")));
        log = temp.resolve("error.log");
    }

    /** Each worker runs this script, with the values of its parameters in shell variables. */
    private Supervisor parentOf(int workers, String script) throws IOException {
        Configuration folder = Configuration.ofFolder(temp, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        LogBlock logs = new LogBlock(new Destination.Off(), LogBlock.Format.COMBINED, new Destination.ToFile(log), ErrorLog.Level.INFO);
        Configuration configuration = new Configuration(folder.server(), logs, folder.sessions(), folder.cgi(),
                folder.hosts()).withWorkers(workers);
        String read = "while IFS='=' read -r key value; do case $key in number|announces) eval $key=$value;; "
                + "temp-folder) temp_folder=$value;; esac; done; cd " + temp + "; ";
        return new Supervisor(configuration, List.of("/bin/sh", "-c", read + script));
    }

    private void stopWhenBothAreUp(Supervisor parent) {
        try {
            Eventually.holds("both workers are up",
                    () -> Files.exists(temp.resolve("1.up")) && Files.exists(temp.resolve("2.up")));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        parent.stop();
        parent.stop();                                  // like Ctrl-C pressed twice
    }

    private String read(String file) throws IOException {
        return Files.readString(temp.resolve(file));
    }

    @Test
    void whereAWorkerCantStartAllEndAsItDid() throws Exception {
        for (int code = 1; code <= 2; code++) {
            try (Supervisor parent = parentOf(3, "[ $number = 2 ] && exit " + code + "; exec sleep 60")) {
                assertEquals(code, parent.run());
            }
        }
        assertEquals("", read("error.log"), "the worker reports its error itself");
    }

    @Test
    void oneThatHasServedIsStartedAgainHoweverItEnds() throws Exception {
        String script = "touch $temp_folder/worker-$number; echo $announces >>$number.starts; case "
                + "$(wc -l <$number.starts) in 1) exit 1;; 2) kill -9 $$;; esac; echo up >$number.up; exec sleep 60";
        try (Supervisor parent = parentOf(2, script)) {
            Thread stop = new Thread(() -> stopWhenBothAreUp(parent));
            stop.start();
            assertEquals(0, parent.run());
            stop.join();
        }
        assertEquals("true\nfalse\nfalse\n", read("1.starts"), "only the first start announces the address");
        assertEquals("false\nfalse\nfalse\n", read("2.starts"));
        List<String> told = Files.readAllLines(log).stream().filter(line -> !line.contains(" info: ")).toList();
        assertEquals(4, told.size(), told.toString());
        for (int number = 1; number <= 2; number++) {
            String worker = " error: worker " + number + ", process [0-9]+, ";
            String first = worker + "ended with exit code 1: another one is started now";
            String second = worker + "was ended by signal 9: another one is started in 100 ms";
            assertTrue(told.stream().anyMatch(line -> line.matches(".*" + first)), told.toString());
            assertTrue(told.stream().anyMatch(line -> line.matches(".*" + second)), told.toString());
        }
    }

    @Test
    void whatCantBeStartedAtAllIsSaidSo() throws Exception {
        Configuration configuration = Configuration.ofFolder(temp,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).withWorkers(2);
        try (Supervisor parent = new Supervisor(configuration, List.of(temp.resolve("no-such-program").toString()))) {
            String message = assertThrows(IOException.class, parent::run).getMessage();
            assertTrue(message.startsWith("worker 1 can't be started: "), message);
        }
    }
}
