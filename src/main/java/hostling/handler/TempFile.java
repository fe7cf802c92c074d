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
 * A file on its way: it grows under a name that nobody can ask for, and gets its own name when it is whole. It lies in
 * the folder in which it will stay, since only within one file system is a move one step.
 *
 * <p>It is made when there is something to write, or when it gets its name: a client that only announces an upload takes
 * no descriptor. A little may wait in memory, so that a form with a hundred tiny files does not make them all in one turn
 * of the loop.
 */
final class TempFile {
    /**
     * What is being written.
     *
     * @param path    a new file
     * @param channel open for writing it
     */
    record Open(Path path, FileChannel channel) { }

    /** Makes a new and empty file. */
    @FunctionalInterface
    interface Maker {
        Open make() throws IOException;
    }

    private final Maker maker;
    private final int memoryBytesMax;
    /** What is not written yet, from its start to its position. */
    private ByteBuffer small = ByteBuffer.allocate(0);
    /** Null until there is something to write, and after all is over. */
    private Open open;
    private long size;
    /** What it was given for a name, if nothing had it before; else null. */
    private Path created;

    /**
     * A file that does not exist yet.
     *
     * @param maker          makes it
     * @param memoryBytesMax how much may wait in memory
     */
    TempFile(Maker maker, int memoryBytesMax) {
        this.maker = maker;
        this.memoryBytesMax = memoryBytesMax;
    }

    /** In bytes, of what has been written. */
    long size() {
        return size;
    }

    /** Takes all of it. */
    void write(ByteBuffer bytes) throws IOException {
        size += bytes.remaining();
        if (open == null && size <= memoryBytesMax) {
            small = ByteBuffer.allocate((int) size).put(small.flip()).put(bytes);
        } else {
            make();
            writeAll(bytes);
        }
    }

    /** Makes the file, if that is still to be done, with what is to be in it so far. */
    private void make() throws IOException {
        if (open == null) {
            open = maker.make();
            writeAll(small.flip());
            small = ByteBuffer.allocate(0);
        }
    }

    /** However many writes that takes. */
    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (open.channel().write(bytes) <= 0) {
                throw new IOException("the file takes no bytes");
            }
        }
    }

    /** Nothing more will be written: lets go of the descriptor. The system may say only now that it could not write. */
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
     * Gives the whole file its name if nothing has that yet, in one step ({@code link}): of several who try, in this
     * process or in others, one gets it.
     *
     * @return false where there is something with this name
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
     * Some file systems have no links. There the name is taken by an empty file first, which shows for a moment.
     * Whatever else hindered the link hinders this as well, and is told of then.
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

    /** Gives the whole file its name, in one step: whoever asks gets the old content or the new. */
    void replace(Path target) throws IOException {
        close();
        Files.move(open.path(), target, StandardCopyOption.ATOMIC_MOVE);
        open = null;
    }

    /** Deletes the file again that got its name, unless it replaced one: the old content is gone, so the new stays. */
    void takeBack() {
        try {
            if (created != null) {
                Files.deleteIfExists(created);
                created = null;
            }
        } catch (IOException e) {
            // The failure that led here is reported, and is likely the same.
        }
    }

    /** Deletes what there is, unless it has its name. May be called more than once. */
    void discard() {
        if (open == null) {
            return;
        }
        try {
            open.channel().close();
        } catch (IOException e) {
            // What could not be written is not wanted any more.
        }
        try {
            Files.deleteIfExists(open.path());
        } catch (IOException e) {
            // It stays hidden; there is nobody to tell, and nothing else to try.
        }
        open = null;
    }
}
