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
 * A folder below the root, held open while something in it is looked at and opened. A path means whatever its names
 * mean at the moment: while it is used, a folder in it can be renamed, and a symbolic link that leads out of the root
 * put in its place. A folder that is held open stays the same one, so each folder on the way is opened in the one
 * before it ({@code openat}), and it is certain that it was no link.
 *
 * <p>Where Java can't open a file in an open folder, paths are used.
 */
final class OpenFolder implements AutoCloseable {
    /** At the end of a path this makes the system refuse what is no folder; opening a FIFO would wait for a writer. */
    private static final Path ITSELF = Path.of(".");

    private final Path path;
    private final DirectoryStream<Path> names;
    /** The same; null where Java can't open a file in an open folder. */
    private final SecureDirectoryStream<Path> stream;

    private OpenFolder(Path path, DirectoryStream<Path> names, SecureDirectoryStream<Path> stream) {
        this.path = path;
        this.names = names;
        this.stream = stream;
    }

    /**
     * Opens a folder.
     *
     * @param root a real path
     * @param path the real path of a folder in the root, or the root itself
     * @return empty where a folder on the way is none any more, or has become a link
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
     * Opens a folder in an open one; null where it is none. Java can refuse a link or what is no folder, but not both
     * at once: so this looks at what it has opened.
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

    /** The names of what is in it, in no order; they can be asked for once. */
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

    /** What has this name in the folder; a link is a thing of its own. */
    BasicFileAttributes attributes(Path name) throws IOException {
        return stream == null ? Files.readAttributes(path.resolve(name), BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS) : attributes(stream, name);
    }

    /** Opens what has this name in the folder, and no symbolic link. */
    FileChannel open(Path name, OpenOption... options) throws IOException {
        Set<OpenOption> all = Set.of(options);
        if (stream == null) {
            return FileChannel.open(path.resolve(name), all);
        }
        return (FileChannel) stream.newByteChannel(name, all);      // it is one on every system that can do this
    }

    @Override
    public void close() throws IOException {
        names.close();
    }
}
