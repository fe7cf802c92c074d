/**
 * The tutor of the exercises: a student writes a class of the server anew in {@code src/exercise/mine}, and for each version that
 * is saved the tutor says in words what is wrong first. {@code docs/exercises.md} tells how to use it.
 *
 * <p>{@link hostling.learn.Learn} talks to the student. For each answer, {@link hostling.learn.StudentCompiler} compiles the
 * class, and {@link hostling.learn.Attempt} starts a process in which it stands before the real class of the same name. There
 * {@link hostling.learn.Grader} takes one step of the exercise after the other, and stops at the first that fails.
 *
 * <p>{@link hostling.learn.GradeCommand} does the same for many students: {@link hostling.learn.Submissions} takes from what they have
 * handed in the files of the exercises, {@link hostling.learn.SubmissionGrader} tries them, and {@link hostling.learn.GradeFiles} writes
 * the grades.
 *
 * <p>In the exercise {@code attack} the student writes what is sent, and the parser is ours: {@link hostling.learn.LenientParser} tells
 * how it is changed, and {@link hostling.learn.LoadedParser} tries it.
 */
package hostling.learn;
