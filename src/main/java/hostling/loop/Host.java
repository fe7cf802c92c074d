package hostling.loop;

import hostling.http.RequestTargets;
import hostling.loop.Deadlines.Deadline;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** What a dialogue needs of the loop around it; a test can stand in for it. */
interface Host extends Executor {
    LoopSettings settings();

    Pool<Codec> codecs();

    /** The targets that were asked for before. */
    RequestTargets targets();

    /** A buffer for what goes to the socket in this turn, cleared. It is everybody's: nothing stays in it. */
    ByteBuffer output();

    /** A buffer for what a source gives in one call, cleared. It is everybody's: nothing stays in it. */
    ByteBuffer content();

    /** The memory that all connections hold together from one turn to the next. */
    MemoryBudget memory();

    /** The time at the start of this turn. */
    Instant now();

    /** Nanoseconds of a clock that only goes forward, at the start of this turn. */
    long nanoTime();

    /** The same as the value of a Date field. */
    String date();

    /** Nanoseconds of a clock that only goes forward, at this moment and not at the start of the turn. */
    long nanoTimeNow();

    void schedule(Deadline deadline, Duration delay);

    void cancel(Deadline deadline);

    /** Runs a task once when a pipe can be read. */
    void whenReadable(Pipe.SourceChannel pipe, Runnable task);

    /** Whether the calling thread is the loop's own. */
    boolean isLoopThread();

    /** Whether the server is to stop once the responses in flight are sent. */
    boolean isStopping();
}
