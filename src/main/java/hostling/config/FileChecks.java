package hostling.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** The files and folders that a configuration names: looked for, and except for a key not read. */
final class FileChecks {
    private static final int KEY_BYTES_MIN = 32;
    private static final int KEY_BYTES_MAX = 1024;

    private final Path base;
    private final List<Path> programs;

    /**
     * @param base     where relative paths begin
     * @param programs folders that programs are looked for in; where there are none, they are not looked for
     */
    FileChecks(Path base, List<Path> programs) {
        this.base = base;
        this.programs = programs;
    }

    private Path path(String text) throws InvalidValueException {
        try {
            return base.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new InvalidValueException(DiagnosticKind.PATH_INVALID, text);
        }
    }

    /** An existing folder. */
    Path folder(String text) throws InvalidValueException {
        Path folder = path(text);
        if (!Files.exists(folder)) {
            throw new InvalidValueException(DiagnosticKind.NO_FOLDER, folder, base.toAbsolutePath());
        }
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw new InvalidValueException(DiagnosticKind.NOT_A_FOLDER, folder);
        }
        return folder;
    }

    /** An existing file. */
    Path file(String text) throws InvalidValueException {
        Path file = path(text);
        if (!Files.exists(file)) {
            throw new InvalidValueException(DiagnosticKind.NO_FILE, file, base.toAbsolutePath());
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new InvalidValueException(DiagnosticKind.NOT_A_FILE, file);
        }
        return file;
    }

    /** A file that may be made when it is needed. */
    Path log(String text) throws InvalidValueException {
        Path file = path(text);
        if (Files.isDirectory(file)) {
            throw new InvalidValueException(DiagnosticKind.LOG_IS_FOLDER, file);
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new InvalidValueException(DiagnosticKind.NO_FOLDER_FOR_LOG, file);
        }
        return file;
    }

    /** The bytes of a file with a key. */
    byte[] key(Path file) throws InvalidValueException {
        try {
            long size = Files.size(file);
            if (size < KEY_BYTES_MIN || size > KEY_BYTES_MAX) {
                throw new InvalidValueException(DiagnosticKind.KEY_LENGTH, size);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidValueException(DiagnosticKind.NOT_A_FILE, file);
        }
    }

    /** Whether anyone who can log in here can read a file; where there are no such permissions, nobody knows. */
    static boolean isOpenToAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** A program as a process is started with it: a path is made absolute, a name is left for the system to find. */
    String program(String text) throws InvalidValueException {
        Path path = path(text);
        return text.contains("/") ? path.toAbsolutePath().toString() : text;
    }

    /** Whether a program is there. */
    boolean hasProgram(String program) {
        if (program.contains("/")) {
            return isProgram(Path.of(program));
        }
        return programs.isEmpty() || programs.stream().anyMatch(folder -> isProgram(folder.resolve(program)));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
