package hostling.handler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What the file system says of one file at one moment. Two equal states mean the same content, once the state is
 * {@linkplain #isSettled settled}: size and time of modification can be set to what they were (tar, {@code cp -p} and
 * rsync do so), but nobody can set the time of the last status change, and a file that was renamed into the place of
 * another has a key of its own.
 *
 * @param kind     what it is
 * @param size     in bytes
 * @param modified when its content was last written, or was said to have been
 * @param changed  when its content, name, owner or permissions last changed (ctime); the time of modification where the
 *                 file system has no such time
 * @param key      device and inode; null where the file system has no such thing
 */
record FileState(Kind kind, long size, Instant modified, Instant changed, Object key) {
    /** What can have a name in a folder. */
    enum Kind { FILE, FOLDER, OTHER }

    /**
     * How long a file has to be left alone before its state names its content for certain: a second change within the
     * granularity of the file system's clock would not show.
     */
    static final Duration SETTLED_AFTER = Duration.ofSeconds(2);

    private static final String UNIX = "unix";
    private static final String UNIX_ATTRIBUTES = "unix:isRegularFile,isDirectory,size,lastModifiedTime,ctime,fileKey";

    /** The state of what has this name; a symbolic link is a thing of its own, and not what it leads to. */
    static FileState of(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains(UNIX)
                ? of(Files.readAttributes(path, UNIX_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS))
                : of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static FileState of(Map<String, Object> unix) {
        Kind kind = kind((Boolean) unix.get("isRegularFile"), (Boolean) unix.get("isDirectory"));
        return new FileState(kind, (Long) unix.get("size"), instant(unix.get("lastModifiedTime")),
                instant(unix.get("ctime")), unix.get("fileKey"));
    }

    /** The same without the time of the status change, which Java tells by the name of a file alone. */
    static FileState of(BasicFileAttributes basic) {
        Instant modified = basic.lastModifiedTime().toInstant();
        return new FileState(kind(basic.isRegularFile(), basic.isDirectory()), basic.size(), modified, modified,
                basic.fileKey());
    }

    private static Kind kind(boolean isFile, boolean isFolder) {
        return isFile ? Kind.FILE : isFolder ? Kind.FOLDER : Kind.OTHER;
    }

    private static Instant instant(Object time) {
        return ((FileTime) time).toInstant();
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }

    boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** Whether the last change of any kind is so long ago that another one since would show. */
    boolean isSettled(Instant now) {
        Instant last = modified.isAfter(changed) ? modified : changed;
        return last.plus(SETTLED_AFTER).isBefore(now);
    }
}
