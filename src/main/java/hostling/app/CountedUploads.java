package hostling.app;

import hostling.handler.UploadCounter;
import hostling.server.Counters;
import hostling.server.Counters.Count;

/** Counts uploads with all else that this process counts. */
record CountedUploads(Counters counters) implements UploadCounter {
    @Override
    public void stored(long bytes) {
        counters.add(Count.UPLOADED_FILES, 1);
        counters.add(Count.UPLOADED_BYTES, bytes);
    }

    @Override
    public void refused() {
        counters.add(Count.REFUSED_UPLOADS, 1);
    }

    @Override
    public void aborted() {
        counters.add(Count.ABORTED_UPLOADS, 1);
    }

    @Override
    public void deleted() {
        counters.add(Count.DELETED_FILES, 1);
    }
}
