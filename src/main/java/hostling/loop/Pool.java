package hostling.loop;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/**
 * Things that are made once and used by one connection after the other, so that an idle connection holds none of them.
 *
 * @param <T> what is pooled
 */
final class Pool<T> {
    private final ArrayDeque<T> idle = new ArrayDeque<>();
    private final Supplier<T> make;
    private final int keepMax;

    /** Keeps up to {@code keepMax} things; what is given back beyond that is left to the garbage collector. */
    Pool(int keepMax, Supplier<T> make) {
        this.keepMax = keepMax;
        this.make = make;
    }

    T borrow() {
        T thing = idle.pollLast();
        return thing != null ? thing : make.get();
    }

    void giveBack(T thing) {
        if (idle.size() < keepMax) {
            idle.addLast(thing);
        }
    }
}
