package hostling.testing;

import hostling.handler.UploadCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records what it was told about uploads; a test may take it on another thread. */
public final class RecordedUploads implements UploadCounter {
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** What has happened since the last call. */
    public List<String> take() {
        List<String> taken = new ArrayList<>(events);
        events.clear();
        return taken;
    }

    @Override
    public void stored(long bytes) {
        events.add("stored " + bytes);
    }

    @Override
    public void refused() {
        events.add("refused");
    }

    @Override
    public void aborted() {
        events.add("aborted");
    }

    @Override
    public void deleted() {
        events.add("deleted");
    }
}
