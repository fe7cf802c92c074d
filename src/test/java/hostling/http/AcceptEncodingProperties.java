package hostling.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of the choice between codings, whatever the client sends. */
class AcceptEncodingProperties {
    private static final List<String> OFFERED = List.of("br", "gzip", "zstd");

    private static List<String> preferred(String field) {
        return AcceptEncoding.preferred(Requests.fields("Accept-Encoding: " + field), OFFERED);
    }

    @Property
    void theChoiceIsAmongWhatIsOfferedAndNamesNothingTwice(@ForAll("fields") String field) {
        List<String> preferred = preferred(field);
        assertTrue(OFFERED.containsAll(preferred), preferred.toString());
        assertEquals(Set.copyOf(preferred).size(), preferred.size());
    }

    @Property
    void whatIsRefusedByNameIsNeverChosen(@ForAll("fields") String field, @ForAll("codings") String coding) {
        assertTrue(!preferred(field + ", " + coding + ";q=0").contains(coding), field);
    }

    @Property
    void whatIsNamedWithoutAWeightIsAlwaysAmongTheChosen(@ForAll("fields") String field,
                                                         @ForAll("codings") String coding) {
        assertTrue(preferred(field + ", " + coding).contains(coding), field);
    }

    @Property
    void theOrderOfTheMembersPlaysNoPart(@ForAll("distinct") Set<String> members) {
        List<String> there = List.copyOf(members);
        List<String> back = new ArrayList<>(there);
        Collections.reverse(back);
        assertEquals(preferred(String.join(", ", there)), preferred(String.join(",", back)));
    }

    @Property
    void anyTextIsReadWithoutAFault(@ForAll("texts") String text) {
        assertTrue(OFFERED.containsAll(preferred(text)), text);
    }

    @Provide
    Arbitrary<String> codings() {
        return Arbitraries.of("br", "gzip", "zstd");
    }

    private static Arbitrary<String> weights() {
        return Arbitraries.of("", ";q=0", ";q=1", ";q=0.5", "; q=0.25", ";Q=0.001", ";q=2", ";x=y");
    }

    @Provide
    Arbitrary<String> fields() {
        Arbitrary<String> names = Arbitraries.of("br", "gzip", "GZIP", "x-gzip", "zstd", "identity", "*", "deflate");
        return Combinators.combine(names, weights()).as(String::concat).list().ofMaxSize(6)
                .map(members -> String.join(", ", members));
    }

    /** Members that each name a different coding. */
    @Provide
    Arbitrary<Set<String>> distinct() {
        Arbitrary<String> names = Arbitraries.of("br", "gzip", "zstd", "identity", "*", "deflate");
        return Combinators.combine(names, weights()).as(String::concat).set().ofMaxSize(6)
                .uniqueElements(member -> member.split(";")[0]);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("brgzip*;,=q.01 \"\\\t").ofMaxLength(40);
    }
}
