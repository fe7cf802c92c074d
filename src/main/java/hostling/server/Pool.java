package hostling.server;

import java.util.ArrayDeque;
import java.util.function.Function;

/**
 * Things that are made once and used by one connection after the other, so that an idle connection holds none of them.
 *
 * @param <T> what is pooled
 */
final class Pool<T> {
    private final ArrayDeque<T> idle = new ArrayDeque<>();
    private final Function<Pool<T>, T> make;
    private final int keepMax;

    /**
     * @param keepMax how many things are kept; what is given back beyond that is left to the garbage collector
     * @param make    makes a thing, given the pool that it is for
     */
    Pool(int keepMax, Function<Pool<T>, T> make) {
        this.keepMax = keepMax;
        this.make = make;
    }

    T borrow() {
        T thing = idle.pollLast();
        return thing != null ? thing : make.apply(this);
    }

    void giveBack(T thing) {
        if (idle.size() < keepMax) {
            idle.addLast(thing);
        }
    }
}
