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
 * Takes note of each time that a thread waits, by the flight recorder that every JDK has. It sees what no rule about
 * the code can: a lock inside a class of the JDK, a wait inside a library. Waiting in a selector is none of these
 * events, so the one place where the loop may sleep needs no exception.
 */
final class BlockingWatch implements AutoCloseable {
    private static final List<String> WAITS =
            List.of("jdk.ThreadSleep", "jdk.ThreadPark", "jdk.JavaMonitorWait", "jdk.JavaMonitorEnter");

    /** Noted for each read and write, whether it waited or not. */
    private static final List<String> SOCKETS = List.of("jdk.SocketRead", "jdk.SocketWrite");

    /**
     * A wait.
     *
     * @param event what the flight recorder calls it
     * @param stack where, the innermost method first
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
         * The loop reads and writes through channels that never wait: if they did, one silent client would stop all
         * others. Whoever else reads from a socket on the loop's thread waits for its other end.
         */
        private boolean isTheLoopsOwnChannel() {
            return SOCKETS.contains(event) && stack.stream().filter(line -> line.startsWith("hostling."))
                    .findFirst().filter(line -> line.startsWith("hostling.loop.")).isPresent();
        }

        /**
         * Two locks of the JDK are shared by all threads, and who uses channels can't avoid them. A selector has one
         * around its being woken: who wakes it holds it for a moment longer than the selector sleeps, and on a busy
         * machine that is seen now and then. The other one is around the list of what is to be cleaned up, from which
         * a closing file takes itself. Both are held for some instructions and never while their holder waits. To wait
         * for anything else puts another class on top of the stack.
         */
        private boolean isInsideTheJdk() {
            return event.equals("jdk.JavaMonitorEnter") && !stack.isEmpty()
                    && stack.get(0).matches("(sun\\.nio\\.ch\\.\\w*SelectorImpl|jdk\\.internal\\.ref\\.[\\w$]+)\\..*");
        }

        /** The recorder waits for itself now and then while it writes down an event of the watched thread. */
        private boolean isTheRecorders() {
            return !stack.isEmpty() && stack.get(0).startsWith("jdk.jfr.internal.");
        }

        @Override
        public String toString() {
            return stack.stream().collect(Collectors.joining("\n    at ", event + "\n    at ", "\n"));
        }
    }

    private final Recording recording = new Recording();

    /** Starts to watch all threads. */
    BlockingWatch() {
        Stream.of(WAITS, SOCKETS).flatMap(List::stream).forEach(event ->
                recording.enable(event).withoutThreshold().withStackTrace());
        recording.start();
    }

    /** Stops watching; the waits of one thread in their order. */
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
