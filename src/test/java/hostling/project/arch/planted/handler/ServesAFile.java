package hostling.project.arch.planted.handler;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** All of this is allowed. */
public final class ServesAFile {
    FileChannel open(Path path) throws IOException {
        return FileChannel.open(path);
    }
}
