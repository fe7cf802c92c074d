package hostling.cgi;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pipe from a script to the loop, which the selector can watch. The streams that Java itself has for a child process
 * can only be waited for; a {@link Pipe} can be selected, but Java has no way to hand its other end to a child. The
 * system has: each open file of a process has a name, {@code /dev/fd/7}, and a file with a name can be given to a child
 * as its output.
 *
 * <p>The name is found by looking through the names of all open files, which takes the longer the more connections there
 * are. But a name stays, and whoever opens the reading end of a pipe by its name, for writing, has a new writing end: so a
 * pipe that nobody writes to any more can serve the next script. {@link OutputPipes} keeps them.
 */
final class OutputPipe implements AutoCloseable {
    private static final int TRIES_MAX = 32;
    private static final Path DESCRIPTORS = Path.of("/dev/fd/");

    private final Pipe.SourceChannel source;
    private final File childsEnd;

    private OutputPipe(Pipe.SourceChannel source, File childsEnd) {
        this.source = source;
        this.childsEnd = childsEnd;
    }

    // region: pipe
    /** @throws IOException where the system has no more descriptors, or no names for them */
    static OutputPipe open() throws IOException {
        for (int tries = 1; tries < TRIES_MAX; tries++) {
            Optional<OutputPipe> pipe = tryToOpen();
            if (pipe.isPresent()) {
                return pipe.get();
            }
        }
        return tryToOpen().orElseThrow(() -> new IOException("a pipe has no name in " + DESCRIPTORS));
    }

    /** Empty where the pipe got the numbers of what was closed since the first look, so that nothing is new. */
    private static Optional<OutputPipe> tryToOpen() throws IOException {
        Set<String> before = new HashSet<>();
        // Open until the pipe is: its own descriptor, were it closed, would get the same number as one of the pipe's.
        try (DirectoryStream<Path> names = Files.newDirectoryStream(DESCRIPTORS)) {
            names.forEach(name -> before.add(name.getFileName().toString()));
            Pipe pipe = Pipe.open();
            Optional<File> name = Optional.empty();
            try {
                pipe.source().configureBlocking(false);
                name = readingEnd(pipe, before);
            } finally {
                pipe.sink().close();
                if (name.isEmpty()) {
                    pipe.source().close();
                }
            }
            return name.map(end -> new OutputPipe(pipe.source(), end));
        }
    }

    /** Of the two names that are new, that of the reading end: once the other end is closed, it still is a pipe. */
    private static Optional<File> readingEnd(Pipe pipe, Set<String> before) throws IOException {
        List<Path> ends = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path name : names) {
                if (!before.contains(name.getFileName().toString()) && isPipe(name)) {
                    ends.add(name);
                }
            }
        }
        pipe.sink().close();
        ends.removeIf(end -> !isPipe(end));
        return ends.size() == 1 ? Optional.of(ends.get(0).toFile()) : Optional.empty();
    }
    // endregion

    /** What is new besides may be the folder that is being listed, or what another thread of the process has opened. */
    private static boolean isPipe(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (NotLinkException e) {
            return isNeitherFileNorFolder(descriptor);  // not Linux: there are names, but they say nothing
        } catch (IOException e) {
            return false;                               // it is closed already
        }
    }

    private static boolean isNeitherFileNorFolder(Path descriptor) {
        try {
            return Files.readAttributes(descriptor, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the child writes to. Opened for writing, it is a writing end of its own; without any, the pipe has ended. */
    File childsEnd() {
        return childsEnd;
    }

    /** What the selector can watch. */
    Pipe.SourceChannel source() {
        return source;
    }

    boolean isOpen() {
        return source.isOpen();
    }

    /** Reads what there is without waiting; -1 where nobody has a writing end and all is read. */
    int read(ByteBuffer into) throws IOException {
        return source.read(into);
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
