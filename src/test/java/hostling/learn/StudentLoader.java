package hostling.learn;

import hostling.wire.Event;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Loads all classes of the server and its tests anew, and takes those of a folder first. They have one loader, as a sealed type and
 * its parts need it.
 */
final class StudentLoader extends URLClassLoader {
    private static final String OURS = "hostling.";

    /** @param folder the classes of a student */
    StudentLoader(Path folder) throws IOException {
        super(new URL[] {folder.toUri().toURL(), place(Event.class), place(StudentLoader.class)}, StudentLoader.class.getClassLoader());
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
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
