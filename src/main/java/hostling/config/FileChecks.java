package hostling.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** Checks that the files and folders named in a configuration exist. Of their content, it reads only key files. */
final class FileChecks {
    private static final int KEY_BYTES_MIN = 32;
    private static final int KEY_BYTES_MAX = 1024;

    private final Path base;
    private final List<Path> programs;

    /**
     * @param base     the folder against which relative paths are resolved
     * @param programs the folders to search for programs; if empty, programs are not searched for
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

    /** A log file, which need not exist yet; its folder must. */
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

    /** The content of a key file. */
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

    /** Whether every user of the machine can read a file; false on systems without POSIX permissions. */
    static boolean isWorldReadable(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** A program as the first word of a command: a path is made absolute; the system searches for a bare name. */
    String program(String text) throws InvalidValueException {
        Path path = path(text);
        return text.contains("/") ? path.toAbsolutePath().toString() : text;
    }

    /** Whether a program exists and is executable. */
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
