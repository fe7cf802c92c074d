package hostling.config;

/** A value and where it stands. */
record Placed<T>(T value, Place place) { }
