package hostling.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of the file, read key by key. It knows where everything stands, makes complaints of values that will not do,
 * and remembers which keys it was asked for: whatever else is in the table is unknown, see {@link #end}.
 *
 * <p>A table that is not there is an empty one: all in it has its default.
 */
final class Section {
    private static final TomlTable NOTHING = Toml.parse("");
    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

    private final TomlTable table;
    private final String path;
    private final SourcePosition place;
    private final SourceText source;
    private final Diagnostics problems;
    private final SortedSet<String> everAskedFor;
    private final Set<String> askedFor = new LinkedHashSet<>();

    private Section(TomlTable table, String path, SourcePosition place, Section parent) {
        this.table = table;
        this.path = path;
        this.place = place;
        this.source = parent.source;
        this.problems = parent.problems;
        this.everAskedFor = parent.everAskedFor;
    }

    /**
     * The file as a whole.
     *
     * @param everAskedFor takes the keys that this table and those in it are asked for, with the tables around them
     */
    Section(TomlTable file, SourceText source, Diagnostics problems, SortedSet<String> everAskedFor) {
        this.table = file;
        this.path = "";
        this.place = SourcePosition.START;
        this.source = source;
        this.problems = problems;
        this.everAskedFor = everAskedFor;
    }

    /** Where the table begins. */
    SourcePosition place() {
        return place;
    }

    /** Where a key stands, or the table where it is not there. */
    SourcePosition place(String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null || !has(key) ? place : source.place(position);
    }

    /** Whether a key is there. */
    boolean has(String key) {
        askFor(key);
        return table.get(List.of(key)) != null;
    }

    /** Whether a key is not there, or has an empty list. */
    boolean isEmpty(String key) {
        return !has(key) || table.get(List.of(key)) instanceof TomlArray array && array.isEmpty();
    }

    /** All keys that are there, in the order of the file: for a table whose keys are for the user to choose. */
    List<String> keys() {
        return List.copyOf(table.keySet());
    }

    // region: value
    /** The value of a key; empty where it is not there, or will not do, which is complained about. */
    <T> Optional<T> value(String key, ValueParser<T> kind) {
        return has(key) ? read(key, table.get(List.of(key)), place(key), kind) : Optional.empty();
    }

    private <T> Optional<T> read(String key, Object value, SourcePosition at, ValueParser<T> kind) {
        try {
            return Optional.of(kind.read(value));
        } catch (InvalidValueException refusal) {
            complain(at, key, refusal.mistake(), refusal.details());
            return Optional.empty();
        }
    }
    // endregion

    /** The value of a key that has to be there. */
    <T> Optional<T> needed(String key, ValueParser<T> kind, String example) {
        if (!has(key)) {
            complain(key, DiagnosticKind.MISSING, key + " = " + example);
        }
        return value(key, kind);
    }

    /** The values of a list, where it is there; one value alone is a list, too. What will not do is left out. */
    <T> Optional<List<Located<T>>> list(String key, ValueParser<T> kind) {
        if (!has(key)) {
            return Optional.empty();
        }
        Object value = table.get(List.of(key));
        List<Located<T>> values = new ArrayList<>();
        if (!(value instanceof TomlArray array)) {
            read(key, value, place(key), kind).ifPresent(one -> values.add(new Located<>(one, place(key))));
            return Optional.of(values);
        }
        for (int i = 0; i < array.size(); i++) {
            SourcePosition at = placeOf(array, i);
            read(key, array.get(i), at, kind).ifPresent(one -> values.add(new Located<>(one, at)));
        }
        return Optional.of(values);
    }

    /** A list that has something in it where it is there. */
    <T> Optional<List<Located<T>>> filledList(String key, ValueParser<T> kind, String example) {
        if (has(key) && isEmpty(key)) {
            complain(key, DiagnosticKind.EMPTY_LIST, example);
            return Optional.empty();
        }
        return list(key, kind);
    }

    /** A table within this one. */
    Section section(String key, String example) {
        Optional<TomlTable> inner = value(key, value -> {
            if (!(value instanceof TomlTable found)) {
                throw ValueParser.wrongType(value, "a table", example);
            }
            return found;
        });
        return new Section(inner.orElse(NOTHING), pathOf(key), place(key), this);
    }

    /** The tables within this one that are written with double brackets, in the order of the file. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        if (has(key) && table.get(List.of(key)) instanceof TomlTable) {
            complain(key, DiagnosticKind.TABLE_ONCE, pathOf(key));
            return sections;
        }
        ValueParser<TomlTable> kind = value -> {
            if (!(value instanceof TomlTable found)) {
                throw ValueParser.wrongType(value, "a table", "[[" + pathOf(key) + "]]");
            }
            return found;
        };
        list(key, kind).orElse(List.of())
                .forEach(inner -> sections.add(new Section(inner.value(), pathOf(key), inner.place(), this)));
        return sections;
    }

    private SourcePosition placeOf(TomlArray array, int index) {
        return source.skipBlanks(source.place(array.inputPositionOf(index)));
    }

    /** Takes keys for known, though nobody reads them. */
    void know(String... keys) {
        List.of(keys).forEach(this::askFor);
    }

    /** Complains about keys that are there and go with something else. */
    void misplaced(String owner, String... keys) {
        for (String key : keys) {
            if (has(key)) {
                complain(key, DiagnosticKind.MISPLACED, owner);
            }
        }
    }

    /** Complains about a key, at its place. */
    void complain(String key, DiagnosticKind mistake, Object... details) {
        complain(place(key), key, mistake, details);
    }

    /** Complains about a part of a key's value. */
    void complain(SourcePosition at, String key, DiagnosticKind mistake, Object... details) {
        problems.add(at, pathOf(key), mistake, details);
    }

    /** Complains about the table as a whole. */
    void complain(DiagnosticKind mistake, Object... details) {
        problems.add(place, path, mistake, details);
    }

    // region: end
    /** Nothing more will be asked for: complains about all other keys. */
    void end() {
        List<String> known = askedFor.stream().sorted().toList();
        for (String key : table.keySet()) {
            if (!askedFor.contains(key)) {
                problems.add(source.place(table.inputPositionOf(List.of(key))), pathOf(key), DiagnosticKind.UNKNOWN_KEY,
                        Suggestion.hint(key, known));
            }
        }
    }

    private void askFor(String key) {
        askedFor.add(key);
        everAskedFor.add(pathOf(key));
    }
    // endregion

    private String pathOf(String key) {
        String name = BARE_KEY.matcher(key).matches() ? key : '"' + key + '"';
        return path.isEmpty() ? name : path + "." + name;
    }
}
