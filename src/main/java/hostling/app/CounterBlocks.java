package hostling.app;

import hostling.server.Counters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of counters of all processes that serve together. A worker's block is a file that is <b>mapped</b> into its
 * memory and into that of the other workers, so each of them can answer for all. A worker that replaces another one goes on
 * counting in the same file.
 */
final class CounterBlocks {
    private final Optional<WorkerParameters> parameters;
    private final ByteBuffer own;
    /** By the number of the worker; null for those whose file is not there yet. */
    private final List<ByteBuffer> others = new ArrayList<>();

    /** @throws IOException if the file can't be mapped */
    CounterBlocks(Optional<WorkerParameters> parameters) throws IOException {
        this.parameters = parameters;
        this.own = parameters.isEmpty() ? ByteBuffer.allocate(Counters.BYTES)
                : mapped(parameters.get().countersFile(parameters.get().number()));
    }

    /** The block of this process. */
    ByteBuffer own() {
        return own;
    }

    /**
     * The blocks of all processes that have begun to count.
     *
     * @param workers how many there are
     */
    List<ByteBuffer> all(int workers) {
        if (parameters.isEmpty()) {
            return List.of(own);
        }
        List<ByteBuffer> found = new ArrayList<>();
        for (int number = 1; number <= workers; number++) {
            ByteBuffer block = number == parameters.get().number() ? own : other(number);
            if (block != null) {
                found.add(block);
            }
        }
        return found;
    }

    private ByteBuffer other(int number) {
        while (others.size() <= number) {
            others.add(null);
        }
        Path file = parameters.orElseThrow().countersFile(number);
        if (others.get(number) == null) {
            try {
                if (Files.size(file) >= Counters.BYTES) {
                    others.set(number, mapped(file));
                }
            } catch (IOException e) {
                return null;                            // it has not begun, or is tried again the next time
            }
        }
        return others.get(number);
    }

    private static ByteBuffer mapped(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            if (channel.size() < Counters.BYTES) {      // with room on the disk for all of it: writing to a mapped hole may fail
                channel.write(ByteBuffer.allocate(Counters.BYTES), 0);
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, Counters.BYTES);
        }
    }
}
