package hostling.handler;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * A folder below the root, held open while files in it are examined and opened. It prevents a <b>race condition</b>
 * (<b>TOCTOU</b>, time of check to time of use): a path is resolved anew at each use, so between two uses a folder in it
 * can be replaced by a symbolic link that leads out of the root. An open folder stays the same, so each folder on the way
 * is opened relative to its parent ({@code openat}), and is verified not to be a link.
 *
 * <p>If Java can't open files relative to an open folder on this system, paths are used.
 */
final class OpenFolder implements AutoCloseable {
    /** With this at its end, a path opens only if it is a folder; opening a FIFO instead would block. */
    private static final Path ITSELF = Path.of(".");

    private final Path path;
    private final DirectoryStream<Path> names;
    /** The same stream; null if Java can't open files relative to an open folder on this system. */
    private final SecureDirectoryStream<Path> stream;

    private OpenFolder(Path path, DirectoryStream<Path> names, SecureDirectoryStream<Path> stream) {
        this.path = path;
        this.names = names;
        this.stream = stream;
    }

    /**
     * Opens a folder.
     *
     * @param root the real path of the root
     * @param path the real path of a folder below the root, or the root itself
     * @return empty if a folder on the way is not a folder any more, or has become a link
     */
    static Optional<OpenFolder> open(Path root, Path path) throws IOException {
        DirectoryStream<Path> top = Files.newDirectoryStream(root.resolve(ITSELF));
        if (!(top instanceof SecureDirectoryStream<Path> current)) {
            top.close();
            return Optional.of(new OpenFolder(path, Files.newDirectoryStream(path), null));
        }
        for (Path name : root.equals(path) ? Set.<Path>of() : root.relativize(path)) {
            try (SecureDirectoryStream<Path> parent = current) {
                current = below(parent, name);
            }
            if (current == null) {
                return Optional.empty();
            }
        }
        return Optional.of(new OpenFolder(path, current, current));
    }

    /**
     * Opens a folder relative to an open one; null if it is not a folder. Java can reject links, or anything that is not
     * a folder, but not both in one call: so this compares the opened folder with the entry of that name.
     */
    private static SecureDirectoryStream<Path> below(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        SecureDirectoryStream<Path> child;
        try {
            child = parent.newDirectoryStream(name.resolve(ITSELF));
        } catch (NotDirectoryException e) {
            return null;
        }
        boolean isSame = false;
        try {
            BasicFileAttributes entry = attributes(parent, name);
            Object opened = child.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
            isSame = entry.isDirectory() && opened != null && opened.equals(entry.fileKey());
        } finally {
            if (!isSame) {
                child.close();
            }
        }
        return isSame ? child : null;
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** The folder's own state. */
    FileState state() throws IOException {
        return stream == null ? FileState.of(path)
                : FileState.of(stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes());
    }

    /** The names of its entries, in no particular order; may be called once. */
    Iterator<Path> names() {
        Iterator<Path> paths = names.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return paths.hasNext();
            }

            @Override
            public Path next() {
                return paths.next().getFileName();
            }
        };
    }

    /** The attributes of an entry of the folder; links are not followed. */
    BasicFileAttributes attributes(Path name) throws IOException {
        return stream == null ? Files.readAttributes(path.resolve(name), BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS) : attributes(stream, name);
    }

    /** Opens a file in the folder. */
    FileChannel open(Path name, OpenOption... options) throws IOException {
        Set<OpenOption> all = Set.of(options);
        if (stream == null) {
            return FileChannel.open(path.resolve(name), all);
        }
        return (FileChannel) stream.newByteChannel(name, all);      // it is a FileChannel on every such system
    }

    @Override
    public void close() throws IOException {
        names.close();
    }
}
