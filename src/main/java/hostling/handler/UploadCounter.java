package hostling.handler;

/** Is told what becomes of the uploads to a folder. It is called on the loop's thread. */
public interface UploadCounter {
    /** Counts nothing. */
    UploadCounter NONE = new UploadCounter() {
        @Override
        public void stored(long bytes) { }

        @Override
        public void refused() { }

        @Override
        public void aborted() { }

        @Override
        public void deleted() { }
    };

    /** A file has got its name: a new one, or the new content of an old one. A form may have several. */
    void stored(long bytes);

    /** A request to store files was answered with an error: its name or type is not allowed, say, or the disk is full. */
    void refused();

    /**
     * A request to store files has ended before anything was stored: the client disconnected or was too slow, it sent more
     * than is allowed, or the server failed.
     */
    void aborted();

    /** A file was deleted. */
    void deleted();
}
