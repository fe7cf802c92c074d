package hostling.config;

/** A value with its position in the file. */
record Located<T>(T value, SourcePosition position) { }
