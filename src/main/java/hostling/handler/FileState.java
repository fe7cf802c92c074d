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
 * The attributes of a file at one moment. Two equal states mean the same content, once the state is
 * {@linkplain #isSettled settled}: size and modification time can be set to old values (tar, {@code cp -p} and rsync do
 * so), but no program can set the time of the last status change, and a file that replaced another by a rename has a
 * different key.
 *
 * @param kind     file, folder or other
 * @param size     in bytes
 * @param modified the modification time (mtime), which programs can set
 * @param changed  when its content, name, owner or permissions last changed (ctime); the modification time if the file
 *                 system has no ctime
 * @param key      device and inode; null if the file system has none
 */
record FileState(Kind kind, long size, Instant modified, Instant changed, Object key) {
    /** The kinds of entries in a folder. */
    enum Kind { FILE, FOLDER, OTHER }

    /**
     * How long a file must be unchanged before its state identifies its content: a second change within the granularity
     * of the file system's clock would not show.
     */
    static final Duration SETTLED_AFTER = Duration.ofSeconds(2);

    private static final String UNIX = "unix";
    private static final String UNIX_ATTRIBUTES = "unix:isRegularFile,isDirectory,size,lastModifiedTime,ctime,fileKey";

    /** The state of a path. Symbolic links are not followed: a link has its own state, of kind OTHER. */
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

    /** The state without ctime, which Java can read only by path. */
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

    /** Whether the last change is so long ago that any later one would show. */
    boolean isSettled(Instant now) {
        Instant last = modified.isAfter(changed) ? modified : changed;
        return last.plus(SETTLED_AFTER).isBefore(now);
    }
}
