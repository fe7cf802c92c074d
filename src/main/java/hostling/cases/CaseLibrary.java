package hostling.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cases and the requirements that are part of the program: the folders {@code requests}, {@code hostile} and {@code rfc}. */
public final class CaseLibrary {
    private final Path root;
    private final Map<String, Requirement> requirements = new LinkedHashMap<>();

    private CaseLibrary(Path root) throws IOException {
        this.root = root;
        Requirement.readAll(root.resolve("rfc/requirements.tsv")).forEach(row -> requirements.put(row.id(), row));
    }

    /** The library that is packed with the classes. */
    public static CaseLibrary ofTheProgram() {
        URL table = CaseLibrary.class.getResource("test-data/rfc/requirements.tsv");
        if (table == null) {
            throw new IllegalStateException("the cases are missing from the program");
        }
        try {
            return new CaseLibrary(path(table.toURI()).getParent().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path path(URI resource) throws IOException {
        if (resource.getScheme().equals("jar")) {
            try {
                FileSystems.newFileSystem(resource, Map.of());        // it stays open as long as the program runs
            } catch (FileSystemAlreadyExistsException e) {
                return Path.of(resource);
            }
        }
        return Path.of(resource);
    }

    /** The cases of {@code test-data/requests}, in the order of the files. */
    public List<RequestCase> requests() {
        return RequestCase.readAll(root.resolve("requests"));
    }

    /** The cases of {@code test-data/hostile}, in the order of the files. */
    public List<RequestCase> hostile() {
        return RequestCase.readAllWithSources(root.resolve("hostile"));
    }

    /**
     * The requirements with these ids.
     *
     * @throws IllegalArgumentException if there is none with one of them
     */
    public List<Requirement> requirements(List<String> ids) {
        return ids.stream().map(this::requirement).toList();
    }

    private Requirement requirement(String id) {
        Requirement found = requirements.get(id);
        if (found == null) {
            throw new IllegalArgumentException("no requirement has the id " + id);
        }
        return found;
    }
}
