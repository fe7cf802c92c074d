package hostling.testing.tutor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hostling.wire.RequestParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each package of tests has its place in the order. */
class LayerOrderTest {
    @Test
    void everyPackageOfTestsIsALayer() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/test/java/hostling"))) {
            Set<String> packages = folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            packages.removeAll(Layers.NAMES);
            assertEquals(Set.of(), packages);
        }
    }

    @Test
    void aLayerIsTheFirstPackage() {
        assertEquals("wire", Layers.of("hostling.wire.FieldsTest"));
        assertEquals("project", Layers.of("hostling.project.docs.DocsTest"));
        assertTrue(Layers.place("wire") < Layers.place("http"));
        assertTrue(Layers.place("stress") < Layers.place("elsewhere"));
    }

    @Test
    void whatIsNotOfTheLowestLayerIsAboveIt() {
        assertTrue(LowestLayer.isAbove(LayerOrderTest.class));
        assertFalse(LowestLayer.isAbove(RequestParser.class));
    }
}
