package hostling.learn;

import java.nio.file.Path;
import java.util.List;

/**
 * What a student has handed in.
 *
 * @param student the name of the folder, or of the zip without its ending
 * @param folder  has copies of those files that belong to exercises, and no others
 * @param remarks what the teacher should look at
 */
record Submission(String student, Path folder, List<String> remarks) { }
