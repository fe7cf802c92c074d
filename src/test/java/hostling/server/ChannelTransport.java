package hostling.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/** A transport that writes to a channel and has no input. */
record ChannelTransport(WritableByteChannel channel) implements Transport {
    @Override
    public int read(ByteBuffer into) {
        return -1;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public long sendFile(FileChannel file, long position, long length) throws IOException {
        return file.transferTo(position, length, channel);
    }

    @Override
    public void await(Interest interest) { }

    @Override
    public void shutdownOutput() { }

    @Override
    public void close(boolean reset) throws IOException {
        channel.close();
    }
}
