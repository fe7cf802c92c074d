package hostling.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What Linux reports about a process: see proc(5). */
public final class Procfs {
    /** The unit of the times that Linux reports to programs, whatever the kernel's own clock is. */
    private static final double TICKS_PER_SECOND = 100;

    private Procfs() { }

    /** CPU time of all threads of the process, including ended ones, in user and system mode. */
    public static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // The name of the program is in parentheses and may contain spaces; utime and stime are fields 14 and 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Resident memory. */
    public static long residentKib(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        }
    }

    /** How many files this process may open; the virtual machine raises the soft limit to the hard one. */
    public static int openFilesMax() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
            String line = lines.filter(any -> any.startsWith("Max open files")).findFirst().orElseThrow();
            return Integer.parseInt(line.split(" {2,}")[1].trim());
        }
    }

    /** The thread of the program that has used the most CPU time. Threads of the virtual machine have other names. */
    public static long busiestThread(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            List<Long> threads = tasks.map(task -> Long.parseLong(task.getFileName().toString())).toList();
            long busiest = pid;
            long most = -1;
            for (long thread : threads) {
                if (!oneLine(Path.of("/proc/" + pid + "/task/" + thread + "/comm")).equals("java")) {
                    continue;                           // a compiler thread can be busier for a while
                }
                // The first number of schedstat is the time on the CPU in nanoseconds.
                long used = Long.parseLong(
                        Files.readString(Path.of("/proc/" + pid + "/task/" + thread + "/schedstat")).split(" ")[0]);
                if (used > most) {
                    most = used;
                    busiest = thread;
                }
            }
            return busiest;
        }
    }

    /** A value from {@code /proc/cpuinfo} or a file like it. */
    static String value(Path file, String key) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split("\\s*:\\s*", 2)).filter(pair -> pair[0].equals(key) && pair.length == 2)
                    .map(pair -> pair[1].trim()).findFirst().orElse("unknown");
        }
    }

    static String oneLine(Path file) throws IOException {
        return Arrays.stream(Files.readString(file).split("\n")).findFirst().orElse("");
    }
}
