package hostling.project.arch.planted.wire;

/** Anyone can change this field. */
public final class CanBeChanged {
    // breaks public-fields-are-final
    public int count;
    public final int countMax = 1;
    int hidden;
}
