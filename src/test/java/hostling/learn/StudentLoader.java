package hostling.learn;

import hostling.wire.Event;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;

/**
 * Loads all classes of the server and its tests anew, and takes those of a student first, and before these those that are given. They
 * have one loader, as a sealed type and its parts need it.
 */
final class StudentLoader extends URLClassLoader {
    private static final String OURS = "hostling.";

    private final Map<String, byte[]> given;

    /** @param folder the classes of a student */
    StudentLoader(Path folder) throws IOException {
        this(folder.toUri().toURL(), Map.of());
    }

    /** @param given classes by their names, which come before those of a student */
    StudentLoader(URL student, Map<String, byte[]> given) {
        super(new URL[] {student, place(Event.class), place(StudentLoader.class)}, StudentLoader.class.getClassLoader());
        this.given = given;
    }

    /** Where a class is. */
    static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = given.get(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            return name.startsWith(OURS) ? findClass(name) : super.loadClass(name, resolve);
        }
    }
}
