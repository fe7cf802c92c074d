package hostling.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for names that files, uploads, scripts and the configuration share. */
class PathNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {".", "..", ".git", ".htaccess"})
    void aNameWithADotInFrontIsHidden(String name) {
        assertTrue(PathNames.isHidden(name));
        assertTrue(PathNames.anyHidden(Path.of("a", name, "b")));
        assertTrue(PathNames.anyHidden(List.of("a", name)));
    }

    /** RFC 8615. */
    @Test
    void theFolderOfWellKnownFilesIsNotHidden() {
        assertFalse(PathNames.isHidden(".well-known"));
        assertTrue(PathNames.isHidden(".well-known2"));
        assertTrue(PathNames.anyHidden(Path.of(".well-known", ".git")));
    }

    @Test
    void aDotInsideHidesNothing() {
        assertFalse(PathNames.anyHidden(Path.of("a.b", "c..d", "e.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\b", "a\0b", "a\nb", "a\u007fb"})
    void aSeparatorOrAControlCharacterMakesANameAmbiguous(String name) {
        assertFalse(PathNames.isUnambiguous(name));
    }

    @Test
    void allOtherCharactersArePlain() {
        assertTrue(PathNames.isUnambiguous("a b:c*d?\u00e9\u202e"));
    }
}
