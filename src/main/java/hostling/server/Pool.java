package hostling.server;

import java.util.ArrayDeque;
import java.util.function.Function;

/**
 * Reusable objects that connections borrow, so that an idle connection holds none of them.
 *
 * @param <T> the type of the pooled objects
 */
final class Pool<T> {
    private final ArrayDeque<T> idle = new ArrayDeque<>();
    private final Function<Pool<T>, T> make;
    private final int keepMax;

    /**
     * @param keepMax how many idle objects are kept; any beyond that is left to <b>garbage collection</b>
     * @param make    creates an object for the given pool
     */
    Pool(int keepMax, Function<Pool<T>, T> make) {
        this.keepMax = keepMax;
        this.make = make;
    }

    T borrow() {
        T thing = idle.pollLast();
        return thing != null ? thing : make.apply(this);
    }

    void release(T thing) {
        if (idle.size() < keepMax) {
            idle.addLast(thing);
        }
    }
}
