package hostling.project.arch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records each time that a thread blocks, with the flight recorder of the JDK. It sees what no rule about the code can
 * see: a lock inside a class of the JDK, a wait inside a library. Waiting in a selector is not one of these events, so
 * the only place where the loop may sleep needs no exception.
 */
final class BlockingWatch implements AutoCloseable {
    private static final List<String> WAITS =
            List.of("jdk.ThreadSleep", "jdk.ThreadPark", "jdk.JavaMonitorWait", "jdk.JavaMonitorEnter");

    /** Recorded for each read and write, whether it blocked or not. */
    private static final List<String> SOCKETS = List.of("jdk.SocketRead", "jdk.SocketWrite");

    /**
     * A wait.
     *
     * @param event its name in the flight recorder
     * @param stack its stack trace, the innermost method first
     */
    record Wait(String event, List<String> stack) {
        static Wait of(RecordedEvent event) {
            return new Wait(event.getEventType().getName(), event.getStackTrace() == null ? List.of()
                    : event.getStackTrace().getFrames().stream().map(Wait::line).toList());
        }

        private static String line(RecordedFrame frame) {
            return frame.getMethod().getType().getName() + "." + frame.getMethod().getName() + ":"
                    + frame.getLineNumber();
        }

        boolean isIn(Class<?> type, String method) {
            return stack.stream().anyMatch(line -> line.startsWith(type.getName() + "." + method + ":"));
        }

        /**
         * The loop reads and writes through non-blocking channels: otherwise one silent client would stop all others.
         * Any other read from a socket on the loop's thread waits for the other end.
         */
        private boolean isTheLoopsOwnChannel() {
            return SOCKETS.contains(event) && stack.stream().filter(line -> line.startsWith("hostling."))
                    .findFirst().filter(line -> line.startsWith("hostling.loop.")).isPresent();
        }

        /**
         * All threads share two locks of the JDK, and whoever uses channels can't avoid them. One is in a selector: the
         * thread that wakes the selector holds it for a moment longer than the selector sleeps, which shows now and
         * then on a busy machine. The other one protects the list of objects to clean up, from which a closing file
         * removes itself. Both are held for a few instructions and never while their holder waits. A wait for anything
         * else has another class on top of the stack.
         */
        private boolean isInsideTheJdk() {
            return event.equals("jdk.JavaMonitorEnter") && !stack.isEmpty()
                    && stack.get(0).matches("(sun\\.nio\\.ch\\.\\w*SelectorImpl|jdk\\.internal\\.ref\\.[\\w$]+)\\..*");
        }

        /**
         * Now and then the recorder itself blocks while it records an event of the watched thread. It does so in its own classes, or
         * enters a lock in those of the JDK's events: there its code is put while a recording runs.
         */
        boolean isTheRecorders() {
            return !stack.isEmpty() && (stack.get(0).startsWith("jdk.jfr.internal.")
                    || event.equals("jdk.JavaMonitorEnter") && stack.get(0).startsWith("jdk.internal.event."));
        }

        @Override
        public String toString() {
            return stack.stream().collect(Collectors.joining("\n    at ", event + "\n    at ", "\n"));
        }
    }

    private final Recording recording = new Recording();

    /** Starts watching all threads. */
    BlockingWatch() {
        Stream.of(WAITS, SOCKETS).flatMap(List::stream).forEach(event ->
                recording.enable(event).withoutThreshold().withStackTrace());
        recording.start();
    }

    /** Stops watching and returns the waits of one thread in order. */
    List<Wait> waitsOf(Thread thread, Path folder) throws IOException {
        recording.stop();
        Path file = Files.createTempFile(folder, "waits", ".jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getThread() != null && event.getThread().getJavaThreadId() == thread.getId())
                .map(Wait::of).filter(wait -> !wait.isTheLoopsOwnChannel() && !wait.isInsideTheJdk()
                        && !wait.isTheRecorders()).toList();
    }

    @Override
    public void close() {
        recording.close();
    }
}
