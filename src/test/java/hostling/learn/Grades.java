package hostling.learn;

import java.util.List;

/**
 * All that came out for a student, or a server.
 *
 * @param remarks what the teacher should look at
 */
record Grades(String student, List<Grade> grades, List<String> remarks) {
    double points() {
        return grades.stream().mapToDouble(Grade::points).sum();
    }

    double most() {
        return grades.stream().mapToDouble(Grade::most).sum();
    }
}
