package hostling.bench.cases;

import hostling.bench.load.Siege;
import java.util.List;

/** All cases, in the order of the page. */
public final class Cases {
    private static final int MIB = 1024 * 1024;

    private Cases() { }

    public static List<Case> all() {
        return List.of(
                new ResponseSize(),
                RequestLoad.page(25), RequestLoad.page(256), RequestLoad.page(1000),
                RequestLoad.pipelined(16),
                new ConnectionEach(new Siege(25)),
                RequestLoad.browserMix(25),
                FileTransfer.download("file-1m", "A file of 1 MiB", "/1m.bin"),
                FileTransfer.download("file-100m", "A file of 100 MiB", "/100m.bin"),
                FileTransfer.upload("upload-100m", "An upload of 100 MiB", 100 * MIB),
                new Latency(),
                new StartUp(),
                new Memory(),
                new Workers(),
                new Allocation());
    }
}
