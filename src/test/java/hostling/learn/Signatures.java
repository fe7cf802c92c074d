package hostling.learn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the other classes of the server can see of a class: its members and nested types that are not private. */
final class Signatures {
    private Signatures() { }

    /**
     * What the class of a student lacks, as the real class has it.
     *
     * @param className the full name of both
     * @param classes   the folder with the student's classes
     */
    static Set<String> missing(String className, Path classes) {
        Set<String> missing = ofReal(className);
        missing.removeAll(ofStudent(className, classes));
        return missing;
    }

    /** Those of the real class. */
    static Set<String> ofReal(String className) {
        try {
            return of(Class.forName(className, false, Signatures.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Those of the class in a folder. */
    static Set<String> ofStudent(String className, Path classes) {
        try (StudentLoader loader = new StudentLoader(classes)) {
            return of(Class.forName(className, false, loader));
        } catch (ClassNotFoundException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> of(Class<?> type) {
        Set<String> seen = new TreeSet<>();
        seen.add(type.toGenericString());
        Stream.of(type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors()).flatMap(Stream::of)
                .filter(member -> isSeen(member.getModifiers(), ((Member) member).isSynthetic()))
                .forEach(member -> seen.add(member.toString()));
        for (Class<?> nested : type.getDeclaredClasses()) {
            if (isSeen(nested.getModifiers(), nested.isSynthetic())) {
                seen.addAll(of(nested));
            }
        }
        return seen;
    }

    private static boolean isSeen(int modifiers, boolean isSynthetic) {
        return !Modifier.isPrivate(modifiers) && !isSynthetic;
    }
}
