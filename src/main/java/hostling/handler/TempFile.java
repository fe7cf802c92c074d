package hostling.handler;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is being uploaded: it is written under a hidden name that no request can reach, and gets its final name
 * when it is complete. It is in its final folder from the start, since only within one file system is a move
 * <b>atomic</b>.
 *
 * <p>It is created at the first write, or when it gets its name: a client that only announces an upload takes no file
 * descriptor. A small amount is held in memory first, so that a form with a hundred tiny files does not create them all
 * in one turn of the loop.
 */
final class TempFile {
    /**
     * The temporary file.
     *
     * @param path    the path of a new file
     * @param channel open for writing
     */
    record Open(Path path, FileChannel channel) { }

    /** Creates a new, empty file. */
    @FunctionalInterface
    interface Maker {
        Open make() throws IOException;
    }

    private final Maker maker;
    private final int memoryBytesMax;
    /** The bytes that are not written yet, from the start to the position. */
    private ByteBuffer small = ByteBuffer.allocate(0);
    /** Null until the first write, and after the file was published or discarded. */
    private Open open;
    private long size;
    /** Its final path, if it was created there; null if it has none yet, or replaced another file. */
    private Path created;

    /**
     * A file that does not exist yet.
     *
     * @param maker          creates it
     * @param memoryBytesMax how many bytes are held in memory before it is created
     */
    TempFile(Maker maker, int memoryBytesMax) {
        this.maker = maker;
        this.memoryBytesMax = memoryBytesMax;
    }

    /** The number of bytes written so far. */
    long size() {
        return size;
    }

    /** Writes all of these bytes. */
    void write(ByteBuffer bytes) throws IOException {
        size += bytes.remaining();
        if (open == null && size <= memoryBytesMax) {
            small = ByteBuffer.allocate((int) size).put(small.flip()).put(bytes);
        } else {
            make();
            writeAll(bytes);
        }
    }

    /** Creates the file, unless that is done, and writes the bytes held in memory. */
    private void make() throws IOException {
        if (open == null) {
            open = maker.make();
            writeAll(small.flip());
            small = ByteBuffer.allocate(0);
        }
    }

    /** Writes all of these bytes, with as many system calls as needed. */
    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (open.channel().write(bytes) <= 0) {
                throw new IOException("the file takes no bytes");
            }
        }
    }

    /** Closes the file after the last write. The system may report a failed write only now. */
    void end() throws IOException {
        if (open != null) {
            open.channel().close();
        }
    }

    private void close() throws IOException {
        make();                                         // an empty file is a file
        end();
    }

    // region: create
    /**
     * Gives the complete file its name unless the name is taken, in one atomic step ({@code link}): if several requests
     * try it, in this process or in others, exactly one succeeds.
     *
     * @return false if the name is taken
     */
    boolean create(Path target) throws IOException {
        close();
        try {
            Files.createLink(target, open.path());
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return createWithoutLink(target);
        }
        created = target;
        Files.delete(open.path());
        open = null;
        return true;
    }
    // endregion

    /**
     * For file systems without hard links: an empty file takes the name first, which is visible for a moment. If the link
     * failed for another reason, this fails, too, and reports it.
     */
    private boolean createWithoutLink(Path target) throws IOException {
        try {
            Files.createFile(target);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        created = target;
        replace(target);
        return true;
    }

    /** Gives the complete file its name in one atomic step: a request gets either the old content or the new. */
    void replace(Path target) throws IOException {
        close();
        Files.move(open.path(), target, StandardCopyOption.ATOMIC_MOVE);
        open = null;
    }

    /** Deletes the published file, unless it replaced another: its old content is gone, so the new content stays. */
    void undo() {
        try {
            if (created != null) {
                Files.deleteIfExists(created);
                created = null;
            }
        } catch (IOException e) {
            // The failure that led here is reported, and has probably the same cause.
        }
    }

    /** Deletes the temporary file, unless it has been published. May be called more than once. */
    void discard() {
        if (open == null) {
            return;
        }
        try {
            open.channel().close();
        } catch (IOException e) {
            // The content is not needed any more.
        }
        try {
            Files.deleteIfExists(open.path());
        } catch (IOException e) {
            // It stays as a hidden file, until deleteLeftovers finds it.
        }
        open = null;
    }
}
