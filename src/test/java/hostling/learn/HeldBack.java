package hostling.learn;

import hostling.cases.CaseLibrary;
import hostling.cases.RequestCase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;

/** Cases that the students do not know: a file for an exercise has its name, and the form of those in {@code test-data/requests}. */
final class HeldBack {
    private HeldBack() { }

    /**
     * The cases of a folder, by the names of exercises.
     *
     * @throws IllegalArgumentException if there is no exercise of a name, or no requirement
     * @throws hostling.cases.CaseFormatException if a file has not the form
     */
    static Map<String, List<RequestCase>> in(Path folder, List<String> exercises) {
        Map<String, List<RequestCase>> cases = new LinkedHashMap<>();
        CaseLibrary library = CaseLibrary.ofTheProgram();
        for (RequestCase each : RequestCase.readAll(folder)) {
            String place = each.location().substring(each.location().lastIndexOf('/') + 1);
            String name = place.substring(0, place.indexOf(".md:"));
            if (!exercises.contains(name)) {
                throw new IllegalArgumentException(folder.resolve(name + ".md") + ": no exercise is named " + name + "; expected one of: "
                        + String.join(", ", exercises));
            }
            try {
                library.requirements(each.requirements());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(folder.resolve(place) + ": error: rfc: " + e.getMessage()
                        + "; expected one of test-data/rfc/requirements.tsv", e);
            }
            cases.computeIfAbsent(name, any -> new ArrayList<>()).add(each);
        }
        return cases;
    }
}
