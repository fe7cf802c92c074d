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
 * A table of the file, read key by key. It knows the position of each value, reports invalid ones, and records which
 * keys were read: any other key in the table is unknown, see {@link #reportUnknownKeys}.
 *
 * <p>A missing table is treated as an empty one, so all its keys have their defaults.
 */
final class Section {
    private static final TomlTable EMPTY = Toml.parse("");
    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

    private final TomlTable table;
    private final String path;
    private final SourcePosition position;
    private final SourceText source;
    private final Diagnostics diagnostics;
    private final SortedSet<String> allUsedKeys;
    private final Set<String> usedKeys = new LinkedHashSet<>();

    private Section(TomlTable table, String path, SourcePosition position, Section parent) {
        this.table = table;
        this.path = path;
        this.position = position;
        this.source = parent.source;
        this.diagnostics = parent.diagnostics;
        this.allUsedKeys = parent.allUsedKeys;
    }

    /**
     * The root table of the file.
     *
     * @param allUsedKeys collects the keys that are read from this table and its subtables, with their enclosing tables
     */
    Section(TomlTable file, SourceText source, Diagnostics diagnostics, SortedSet<String> allUsedKeys) {
        this.table = file;
        this.path = "";
        this.position = SourcePosition.START;
        this.source = source;
        this.diagnostics = diagnostics;
        this.allUsedKeys = allUsedKeys;
    }

    /** The position of the table. */
    SourcePosition position() {
        return position;
    }

    /** The position of a key; if the key is missing, the position of the table. */
    SourcePosition position(String key) {
        TomlPosition found = table.inputPositionOf(List.of(key));
        return found == null || !has(key) ? position : source.position(found);
    }

    /** Whether a key is present. */
    boolean has(String key) {
        markUsed(key);
        return table.get(List.of(key)) != null;
    }

    /** Whether the value of a key is a table. */
    boolean isTable(String key) {
        return has(key) && table.get(List.of(key)) instanceof TomlTable;
    }

    /** Whether a key is missing, or its value is an empty list. */
    boolean isEmpty(String key) {
        return !has(key) || table.get(List.of(key)) instanceof TomlArray array && array.isEmpty();
    }

    /** All keys that are present, in the order of the file: for a table whose keys are chosen by the user. */
    List<String> keys() {
        return List.copyOf(table.keySet());
    }

    // region: value
    /** The value of a key; empty if it is missing, or invalid, which is reported. */
    <T> Optional<T> value(String key, ValueParser<T> parser) {
        return has(key) ? read(key, table.get(List.of(key)), position(key), parser) : Optional.empty();
    }

    private <T> Optional<T> read(String key, Object value, SourcePosition at, ValueParser<T> parser) {
        try {
            return Optional.of(parser.read(value));
        } catch (InvalidValueException e) {
            report(at, key, e.kind(), e.details());
            return Optional.empty();
        }
    }
    // endregion

    /** The value of a required key. A missing or invalid one is reported. */
    <T> Optional<T> required(String key, ValueParser<T> parser, String example) {
        if (!has(key)) {
            report(key, DiagnosticKind.MISSING, key + " = " + example);
        }
        return value(key, parser);
    }

    /** The values of a list, if present; a single value counts as a list. Invalid elements are reported and left out. */
    <T> Optional<List<Located<T>>> list(String key, ValueParser<T> parser) {
        if (!has(key)) {
            return Optional.empty();
        }
        Object value = table.get(List.of(key));
        List<Located<T>> values = new ArrayList<>();
        if (!(value instanceof TomlArray array)) {
            read(key, value, position(key), parser).ifPresent(one -> values.add(new Located<>(one, position(key))));
            return Optional.of(values);
        }
        for (int i = 0; i < array.size(); i++) {
            SourcePosition at = positionOf(array, i);
            read(key, array.get(i), at, parser).ifPresent(one -> values.add(new Located<>(one, at)));
        }
        return Optional.of(values);
    }

    /** As {@link #list}, but an empty list is reported. */
    <T> Optional<List<Located<T>>> nonEmptyList(String key, ValueParser<T> parser, String example) {
        if (has(key) && isEmpty(key)) {
            report(key, DiagnosticKind.EMPTY_LIST, example);
            return Optional.empty();
        }
        return list(key, parser);
    }

    /** A subtable of this one. */
    Section section(String key, String example) {
        Optional<TomlTable> inner = value(key, value -> {
            if (!(value instanceof TomlTable found)) {
                throw ValueParser.wrongType(value, "a table", example);
            }
            return found;
        });
        return new Section(inner.orElse(EMPTY), pathOf(key), position(key), this);
    }

    /** The subtables that are written with double brackets, in the order of the file. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        if (has(key) && table.get(List.of(key)) instanceof TomlTable) {
            report(key, DiagnosticKind.TABLE_ONCE, pathOf(key));
            return sections;
        }
        ValueParser<TomlTable> parser = value -> {
            if (!(value instanceof TomlTable found)) {
                throw ValueParser.wrongType(value, "a table", "[[" + pathOf(key) + "]]");
            }
            return found;
        };
        list(key, parser).orElse(List.of())
                .forEach(inner -> sections.add(new Section(inner.value(), pathOf(key), inner.position(), this)));
        return sections;
    }

    private SourcePosition positionOf(TomlArray array, int index) {
        return source.skipBlanks(source.position(array.inputPositionOf(index)));
    }

    /** Treats keys as known, although they are not read. */
    void markUsed(String... keys) {
        List.of(keys).forEach(this::markUsed);
    }

    /** Reports keys that are present but only make sense with something else. */
    void misplaced(String owner, String... keys) {
        for (String key : keys) {
            if (has(key)) {
                report(key, DiagnosticKind.MISPLACED, owner);
            }
        }
    }

    /** Reports a key that people write here by mistake, such as under its former name; returns whether it is present. */
    boolean refused(String key, DiagnosticKind kind, Object... details) {
        boolean present = table.contains(List.of(key));
        if (present) {
            usedKeys.add(key);
            report(key, kind, details);
        }
        return present;
    }

    /** Reports a key, at its position. */
    void report(String key, DiagnosticKind kind, Object... details) {
        report(position(key), key, kind, details);
    }

    /** Reports a part of a key's value. */
    void report(SourcePosition at, String key, DiagnosticKind kind, Object... details) {
        diagnostics.add(at, pathOf(key), kind, details);
    }

    /** Reports the whole table. */
    void report(DiagnosticKind kind, Object... details) {
        diagnostics.add(position, path, kind, details);
    }

    // region: end
    /** Reports all keys that were not read. Called after the last key was read. */
    void reportUnknownKeys() {
        List<String> known = usedKeys.stream().sorted().toList();
        for (String key : table.keySet()) {
            if (!usedKeys.contains(key)) {
                diagnostics.add(source.position(table.inputPositionOf(List.of(key))), pathOf(key),
                        DiagnosticKind.UNKNOWN_KEY, ForeignKeys.hint(key).orElseGet(() -> Suggestion.hint(key, known)));
            }
        }
    }

    private void markUsed(String key) {
        usedKeys.add(key);
        allUsedKeys.add(pathOf(key));
    }
    // endregion

    private String pathOf(String key) {
        String name = BARE_KEY.matcher(key).matches() ? key : '"' + key + '"';
        return path.isEmpty() ? name : path + "." + name;
    }
}
