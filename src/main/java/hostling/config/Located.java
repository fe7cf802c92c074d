package hostling.config;

/** A value and where it stands. */
record Located<T>(T value, SourcePosition place) { }
