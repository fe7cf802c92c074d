package hostling.project.arch.planted.cgi;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Files and pipes are allowed, sockets are not. */
final class OpensASocketToo {
    void open(Path path) throws IOException {
        Pipe.open();
        FileChannel.open(path);
        SocketChannel.open(); // breaks only-files-and-pipes-in-cgi
    }
}
