package hostling.examine;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which checks are tried.
 *
 * @param stages names or numbers of stages; empty for all
 * @param checks ids of checks; empty for all
 */
public record Selection(Set<String> stages, Set<String> checks) {
    /** Everything. */
    public static final Selection ALL = new Selection(Set.of(), Set.of());

    Stage of(Stage stage) {
        boolean isChosen = stages.isEmpty() || stages.contains(stage.name()) || stages.contains(String.valueOf(stage.number()));
        List<Check> chosen = stage.checks().stream()
                .filter(check -> isChosen && (checks.isEmpty() || checks.contains(check.id()))).toList();
        return new Stage(stage.number(), stage.name(), stage.title(), chosen);
    }

    /** Names that no stage or check has. */
    List<String> unknown(List<Stage> all) {
        return Stream.concat(
                stages.stream().filter(name -> all.stream().noneMatch(stage -> stage.name().equals(name)
                        || String.valueOf(stage.number()).equals(name))),
                checks.stream().filter(id -> all.stream().flatMap(stage -> stage.checks().stream())
                        .noneMatch(check -> check.id().equals(id)))).sorted().toList();
    }
}
