package hostling.handler;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file on its way: it grows under a name that nobody can ask for, and gets its own name when it is whole. It lies in
 * the folder in which it will stay, since only within one file system is a move one step.
 */
final class TempFile {
    private final Path path;
    private final FileChannel channel;
    private long size;
    private boolean moved;
    /** Where it was moved to, if there was nothing before; else null. */
    private Path created;

    /** @param channel open for writing the file, which is new and empty */
    TempFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** In bytes, of what has been written. */
    long size() {
        return size;
    }

    /** Writes all of it, however many writes that takes. */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int written = channel.write(bytes);
            if (written <= 0) {
                throw new IOException("the file takes no bytes");
            }
            size += written;
        }
    }

    /** Nothing more will be written; the system may say only now that it could not. */
    void close() throws IOException {
        channel.close();
    }

    /** Gives the whole file its name, in one step: whoever asks gets the old content or the new. */
    void moveTo(Path target) throws IOException {
        close();
        boolean creates = !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        moved = true;
        created = creates ? target : null;
    }

    /** Deletes the file again that was moved, unless it replaced one: the old content is gone, so the new one stays. */
    void takeBack() {
        try {
            if (created != null) {
                Files.deleteIfExists(created);
            }
        } catch (IOException e) {
            // The failure that led here is reported, and is likely the same.
        }
    }

    /** Deletes what there is, unless it has been moved. May be called more than once. */
    void discard() {
        if (moved) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // What could not be written is not wanted any more.
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It stays hidden; there is nobody to tell, and nothing else to try.
        }
    }
}
