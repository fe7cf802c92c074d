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
 * A pipe from a script to the loop that the selector can watch. Java's own streams of a child process only support blocking
 * reads. A {@link Pipe} works with a selector, but Java can't pass its other end to a child. The operating system can: each
 * open <b>file descriptor</b> of a process has a file name, such as {@code /dev/fd/7}, and Java can redirect a child's
 * output to a file name.
 *
 * <p>To find the name, this class lists all open descriptors, which takes longer the more connections there are. But the
 * name stays valid, and opening the reading end of a pipe by name, for writing, creates a new writing end. So a pipe that
 * has no writer left can serve the next script: {@link OutputPipes} keeps such pipes.
 */
final class OutputPipe implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 32;
    private static final Path DESCRIPTORS = Path.of("/dev/fd/");

    private final Pipe.SourceChannel source;
    private final File childEnd;

    private OutputPipe(Pipe.SourceChannel source, File childEnd) {
        this.source = source;
        this.childEnd = childEnd;
    }

    // region: pipe
    /** @throws IOException if the system has no more descriptors, or no names for them */
    static OutputPipe open() throws IOException {
        for (int tries = 1; tries < ATTEMPTS_MAX; tries++) {
            Optional<OutputPipe> pipe = tryToOpen();
            if (pipe.isPresent()) {
                return pipe.get();
            }
        }
        return tryToOpen().orElseThrow(() -> new IOException("a pipe has no name in " + DESCRIPTORS));
    }

    /** Empty if the pipe got the numbers of descriptors that were closed since the first listing, so that none is new. */
    private static Optional<OutputPipe> tryToOpen() throws IOException {
        Set<String> before = new HashSet<>();
        // The listing stays open until the pipe is: otherwise the pipe could get the number of the listing's descriptor.
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

    /** Of the two new names, the one of the reading end: it is still a pipe after the other end is closed. */
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

    /** Other new descriptors may belong to the folder that is being listed, or to other threads. */
    private static boolean isPipe(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (NotLinkException e) {
            return isNeitherFileNorFolder(descriptor);  // not Linux: the names are no links that show the type
        } catch (IOException e) {
            return false;                               // it has been closed meanwhile
        }
    }

    private static boolean isNeitherFileNorFolder(Path descriptor) {
        try {
            return Files.readAttributes(descriptor, BasicFileAttributes.class).isOther();
        } catch (IOException e) {
            return false;
        }
    }

    /** The file to redirect a child's output to. Each opening creates a writing end; the pipe ends when all are closed. */
    File childEnd() {
        return childEnd;
    }

    /** The reading end, for the selector. */
    Pipe.SourceChannel source() {
        return source;
    }

    boolean isOpen() {
        return source.isOpen();
    }

    /** Reads what is available, without blocking; -1 if all is read and there is no writing end. */
    int read(ByteBuffer into) throws IOException {
        return source.read(into);
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            // Nothing is lost: it was only read.
        }
    }
}
