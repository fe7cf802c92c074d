package hostling.examine;

import hostling.cases.Requirement;
import java.util.List;

/**
 * One thing that a server should do.
 *
 * @param id           a name that no other check has
 * @param heading      what it should do, as a sentence
 * @param allowed      the answers that are right, in words
 * @param level        how strictly it is required
 * @param requirements the rules that require it
 * @param location     the file and line of the case; empty if it is no case
 * @param chapter      where to read about it, as a file of {@code docs}
 * @param trial        how it is tried
 */
record Check(String id, String heading, String allowed, Level level, List<Requirement> requirements, String location,
             String chapter, Trial trial) { }
