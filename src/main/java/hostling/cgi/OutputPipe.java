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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A pipe from a script to the loop, which the selector can watch. The streams that Java itself has for a child process
 * can only be waited for; a {@link Pipe} can be selected, but Java has no way to hand its other end to a child. The
 * system has: each open file of a process has a name, {@code /dev/fd/7}, and a file with a name can be given to a child
 * as its output.
 */
final class OutputPipe implements AutoCloseable {
    private static final int TRIES_MAX = 4;
    private static final Path DESCRIPTORS = Path.of("/dev/fd/");

    private final Pipe pipe;
    private final File childsEnd;

    private OutputPipe(Pipe pipe, File childsEnd) {
        this.pipe = pipe;
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
            try {
                pipe.source().configureBlocking(false);
                Optional<File> name = newDescriptor(before);
                if (name.isEmpty()) {
                    close(pipe);
                }
                return name.map(end -> new OutputPipe(pipe, end));
            } catch (IOException | RuntimeException e) {
                close(pipe);
                throw e;
            }
        }
    }

    /** The name of either end will do: to open a pipe for writing is to open its end for writing. */
    private static Optional<File> newDescriptor(Set<String> before) throws IOException {
        try (DirectoryStream<Path> names = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path name : names) {
                if (!before.contains(name.getFileName().toString()) && isPipe(name)) {
                    return Optional.of(name.toFile());
                }
            }
        }
        return Optional.empty();
    }
    // endregion

    private static void close(Pipe pipe) throws IOException {
        pipe.sink().close();
        pipe.source().close();
    }

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

    /** What the child writes to, until {@link #started}. */
    File childsEnd() {
        return childsEnd;
    }

    /** The child has its own descriptor now: without ours, the pipe ends when the child does. */
    void started() throws IOException {
        pipe.sink().close();
    }

    /** What the selector can watch. */
    Pipe.SourceChannel source() {
        return pipe.source();
    }

    /** Reads what there is without waiting; -1 where the pipe has ended. */
    int read(ByteBuffer into) throws IOException {
        return pipe.source().read(into);
    }

    @Override
    public void close() throws IOException {
        close(pipe);
    }
}
