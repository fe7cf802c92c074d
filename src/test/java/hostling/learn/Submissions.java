package hostling.learn;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Takes from submissions the files that belong to exercises. Nothing else of them is used; what is strange about them is noted for the
 * teacher. No link is followed, as it could lead to the files of somebody else.
 */
final class Submissions {
    private static final String ZIP = ".zip";
    private static final int DEPTH_MAX = 16;
    private static final int FILES_MAX = 20_000;
    private static final long FILE_BYTES_MAX = 1 << 20;
    private static final long UNPACKED_BYTES_MAX = 100L << 20;
    private static final int NAMED_MAX = 5;
    private static final Path MINE = Path.of("src/exercise/mine");
    /** What ships with the project, in a whole checkout. */
    private static final List<Path> SHIPPED = List.of(Path.of("src/main"), Path.of("src/test"), Path.of("src/exercise"), Path.of("test-data"),
            Path.of("pom.xml"));

    private final Path project;
    private final Path work;
    private final Set<String> names;

    /**
     * @param project the folder of our project, with which a checkout is compared
     * @param work    a folder for the copies
     */
    Submissions(Path project, Path work, List<Exercise> exercises) {
        this.project = project;
        this.work = work;
        this.names = exercises.stream().flatMap(each -> each.files().stream()).map(Written::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The submissions of a folder, by name. Each is a folder or a zip. */
    List<Submission> in(Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.list(folder)) {
            found = all.filter(each -> !each.getFileName().toString().startsWith("."))
                    .filter(each -> Files.isDirectory(each, NOFOLLOW_LINKS) || each.toString().endsWith(ZIP)).sorted().toList();
        }
        List<Submission> submissions = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        for (Path each : found) {
            String name = each.getFileName().toString();
            String student = name.endsWith(ZIP) && !taken.contains(name.substring(0, name.length() - ZIP.length()))
                    ? name.substring(0, name.length() - ZIP.length()) : name;
            taken.add(student);
            submissions.add(of(student.replaceAll("\\p{Cntrl}", "?"), each, work.resolve(String.valueOf(submissions.size() + 1))));
        }
        return submissions;
    }

    /** @param place a folder for the copies: with a number and not with the name, which may have signs that separate paths */
    private Submission of(String student, Path from, Path place) throws IOException {
        Path copies = Files.createDirectories(place.resolve("mine"));
        List<String> remarks = new ArrayList<>();
        try {
            Path folder = Files.isDirectory(from, NOFOLLOW_LINKS) ? from : unpacked(from, place.resolve("unpacked"));
            List<Path> files = files(folder, remarks);
            Optional<Path> mine = mine(folder, files, remarks);
            if (mine.isPresent()) {
                copy(mine.get(), copies, remarks);
            } else {
                remarks.add("no file of an exercise was found");
            }
            changes(folder, files, remarks);
        } catch (IOException e) {
            remarks.add("it can't be read: " + e);
        }
        return new Submission(student, copies, remarks);
    }

    private static List<Path> files(Path folder, List<String> remarks) throws IOException {
        try (Stream<Path> tree = Files.walk(folder, DEPTH_MAX)) {
            List<Path> files = tree.filter(each -> !Files.isDirectory(each, NOFOLLOW_LINKS)).limit(FILES_MAX + 1L).sorted().toList();
            if (files.size() > FILES_MAX) {
                remarks.add("it has more than " + FILES_MAX + " files; not all were looked at");
            }
            return files;
        }
    }

    /** The folder in which the student has written: the one of a checkout, or else the one with most files of exercises. */
    private Optional<Path> mine(Path folder, List<Path> files, List<String> remarks) {
        List<Path> folders = files.stream().filter(each -> names.contains(each.getFileName().toString())).map(Path::getParent)
                .filter(each -> each.endsWith(MINE) || !isShipped(folder.relativize(each))).distinct()
                .sorted(Comparator.comparing((Path each) -> !each.endsWith(MINE)).thenComparing(each -> -count(each, files))
                        .thenComparing(Path::getNameCount)).toList();
        folders.stream().skip(1).limit(NAMED_MAX).forEach(each -> remarks.add("not used: the files in " + folder.relativize(each)));
        return folders.stream().findFirst();
    }

    private int count(Path folder, List<Path> files) {
        return (int) files.stream().filter(each -> each.getParent().equals(folder) && names.contains(each.getFileName().toString())).count();
    }

    private static boolean isShipped(Path relative) {
        return shippedPart(relative).isPresent();
    }

    /** A path from the top of the checkout that it is in; empty if it is in none. */
    private static Optional<Path> shippedPart(Path relative) {
        for (int i = 0; i < relative.getNameCount(); i++) {
            Path part = relative.subpath(i, relative.getNameCount());
            if (SHIPPED.stream().anyMatch(part::startsWith) && !part.startsWith(MINE)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    private void copy(Path mine, Path copies, List<String> remarks) throws IOException {
        try (Stream<Path> all = Files.list(mine)) {
            for (Path each : all.sorted().toList()) {
                String name = each.getFileName().toString();
                if (Files.isSymbolicLink(each)) {
                    remarks.add("not used: " + name + " is a link");
                } else if (!names.contains(name)) {
                    if (!name.startsWith(".") && !name.endsWith(".old")) {
                        remarks.add("not used: " + name + " is no file of an exercise");
                    }
                } else if (!Files.isRegularFile(each, NOFOLLOW_LINKS) || Files.size(each) > FILE_BYTES_MAX) {
                    remarks.add("not used: " + name + " is no file, or larger than " + FILE_BYTES_MAX + " bytes");
                } else {
                    Files.copy(each, copies.resolve(name));
                }
            }
        }
    }

    /** Notes which of our files were changed. They were not used: the classes and tests that judge are ours. */
    private void changes(Path folder, List<Path> files, List<String> remarks) throws IOException {
        List<String> changed = new ArrayList<>();
        for (Path each : files) {
            Optional<Path> part = shippedPart(folder.relativize(each));
            if (part.isPresent() && Files.isRegularFile(each, NOFOLLOW_LINKS)) {
                Path ours = project.resolve(part.get());
                if (!Files.exists(ours)) {
                    changed.add(part.get() + " (added)");
                } else if (Files.mismatch(ours, each) >= 0) {
                    changed.add(part.get().toString());
                }
            }
        }
        changed.stream().limit(NAMED_MAX).forEach(each -> remarks.add("changed, and not used: " + each));
        if (changed.size() > NAMED_MAX) {
            remarks.add("changed, and not used: " + (changed.size() - NAMED_MAX) + " more files; perhaps another version of the project");
        }
    }

    private static Path unpacked(Path zip, Path folder) throws IOException {
        long left = UNPACKED_BYTES_MAX;
        int files = 0;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new ZipException("it has a file outside of its folder: " + entry.getName());
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    left -= copied(in, file, left);
                    if (++files > FILES_MAX || left <= 0) {
                        throw new ZipException("it is too large");
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ZipException("it has a name that is none: " + e.getMessage());
        }
        Files.createDirectories(folder);
        return folder;
    }

    private static long copied(InputStream in, Path file, long max) throws IOException {
        byte[] bytes = in.readNBytes((int) max);
        Files.write(file, bytes);
        return bytes.length;
    }
}
