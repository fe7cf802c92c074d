package hostling.examine;

import java.util.List;

/**
 * A group of checks; each builds on those before.
 *
 * @param number counts from 1
 * @param name   one word for the command line
 * @param title  what the server can do that passes it
 */
record Stage(int number, String name, String title, List<Check> checks) { }
