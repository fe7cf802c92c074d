package hostling.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes the files that turn the jar into a command, for {@code mvn package}: the launcher {@code hostling} with the options of
 * Java, the completion {@code hostling.bash} for bash, and the manual page {@code hostling.1}.
 */
final class CommandFiles {
    private CommandFiles() { }

    /** @param arguments the launcher, the options of Java, and the folder for all files */
    public static void main(String[] arguments) throws IOException {
        make(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    }

    static void make(Path launcher, Path options, Path folder) throws IOException {
        Path command = Files.copy(launcher, folder.resolve("hostling"), StandardCopyOption.REPLACE_EXISTING);
        if (command.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.copy(options, folder.resolve("hostling.options"), StandardCopyOption.REPLACE_EXISTING);
        CommandSpec spec = CommandSpec.create();
        Arguments.describe(spec);
        CommandSpec examine = CommandSpec.create();
        ExamineCommand.describe(examine);
        Files.writeString(folder.resolve("hostling.bash"), AutoComplete.bash("hostling",
                new CommandLine(spec).addSubcommand(ExamineCommand.NAME, examine)));
        Files.write(folder.resolve("hostling.1"), ManPage.of(spec, examine, Main.version()));
    }
}
