package hostling.server;

import hostling.http.Body;

/** The share of one connection in the {@link MemoryBudget}. */
final class MemoryAccount {
    private final MemoryBudget budget;
    private final ConnectionDriver owner;
    private long heldBytes;
    private Body.Bytes heldContent;
    private boolean hasUnreadOutput;
    private boolean isWaiting;

    MemoryAccount(MemoryBudget budget, ConnectionDriver owner) {
        this.budget = budget;
        this.owner = owner;
    }

    /** How many bytes the connection holds, without content that other connections may be sending as well. */
    long heldBytes() {
        return heldBytes;
    }

    /**
     * Counts what the connection holds at the end of its turn.
     *
     * @param bytes            its buffers and its request
     * @param content          the content in memory that it is sending, or null
     * @param hasPendingOutput whether the transport did not take all output
     * @param madeProgress     whether the transport took some of it
     */
    void update(long bytes, Body.Bytes content, boolean hasPendingOutput, boolean madeProgress) {
        budget.change(bytes - heldBytes);
        heldBytes = bytes;
        hold(content);
        boolean unread = hasPendingOutput || content != null;
        if (unread) {
            budget.outputPending(owner, madeProgress || !hasUnreadOutput);
        } else if (hasUnreadOutput) {
            budget.outputDrained(owner);
        }
        hasUnreadOutput = unread;
    }

    private void hold(Body.Bytes content) {
        if (content != heldContent) {
            if (heldContent != null) {
                budget.release(heldContent);
            }
            heldContent = content;
            if (content != null) {
                budget.hold(content);
            }
        }
    }

    /**
     * Asks whether the connection may take more memory. If it has to wait, the budget calls
     * {@link ConnectionDriver#resumeReading} later.
     *
     * @param wantsMore whether its request would take more
     */
    boolean mustWait(boolean wantsMore) {
        if (!wantsMore) {
            budget.needsNoMore(owner);
        } else if (!isWaiting) {
            isWaiting = budget.mustWait(owner);
        }
        return isWaiting;
    }

    /** Whether the connection is waiting for memory. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** The budget has let the connection go on. */
    void waitIsOver() {
        isWaiting = false;
    }

    /** The connection waits no more, and no longer counts among those with unread output. */
    void leaveQueues() {
        budget.forget(owner);
        isWaiting = false;
    }

    /** The connection holds nothing any more. */
    void close() {
        budget.change(-heldBytes);
        heldBytes = 0;
        hold(null);
        leaveQueues();
        hasUnreadOutput = false;
    }
}
