package hostling.config;

import java.time.Duration;
import java.util.List;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * Converts a TOML value into the type that a key expects, or rejects it.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
interface ValueParser<T> {
    /** @param value the value as tomlj returns it */
    T read(Object value) throws InvalidValueException;

    /** A further step of the conversion. */
    @FunctionalInterface
    interface Step<T, U> {
        U read(T value) throws InvalidValueException;
    }

    /** A parser that applies another step to the result of this one. */
    default <U> ValueParser<U> then(Step<? super T, ? extends U> step) {
        return value -> step.read(read(value));
    }

    /** Text that is not blank. */
    static ValueParser<String> text(String example) {
        return value -> {
            if (!(value instanceof String text)) {
                throw wrongType(value, "text in quotes", quoted(example));
            }
            if (text.isBlank()) {
                throw new InvalidValueException(DiagnosticKind.EMPTY, quoted(example));
            }
            return text;
        };
    }

    /** One of these words. */
    static ValueParser<String> word(List<String> words) {
        return text(words.get(0)).then(text -> {
            if (!words.contains(text)) {
                throw new InvalidValueException(DiagnosticKind.UNKNOWN_WORD, text, Suggestion.hint(text, words));
            }
            return text;
        });
    }

    /** True or false. */
    static ValueParser<Boolean> flag() {
        return value -> {
            if (!(value instanceof Boolean flag)) {
                throw wrongType(value, "true or false without quotes", "true");
            }
            return flag;
        };
    }

    /** A whole number in a range, including its ends. */
    static ValueParser<Integer> number(int min, int max, int example) {
        return value -> {
            if (!(value instanceof Long number)) {
                throw wrongType(value, "a whole number without quotes", example);
            }
            if (number < min || number > max) {
                throw new InvalidValueException(DiagnosticKind.OUT_OF_RANGE, number, min, max);
            }
            return number.intValue();
        };
    }

    /** A number of bytes in a range, including its ends. */
    static ValueParser<Long> size(long min, long max) {
        return value -> {
            if (!(value instanceof Long) && !(value instanceof String)) {
                throw wrongType(value, "a size", "\"10 MiB\"");
            }
            long bytes = value instanceof Long plain ? plain : Sizes.read((String) value);
            if (bytes < min || bytes > max) {
                throw new InvalidValueException(DiagnosticKind.OUT_OF_RANGE, value, Sizes.text(min), Sizes.text(max));
            }
            return bytes;
        };
    }

    /** A duration in a range, including its ends. */
    static ValueParser<Duration> duration(Duration min, Duration max) {
        return value -> {
            if (value instanceof Long number) {
                throw new InvalidValueException(DiagnosticKind.DURATION_WITHOUT_UNIT, number);
            }
            if (!(value instanceof String text)) {
                throw wrongType(value, "a duration", "\"5 s\"");
            }
            Duration duration = Durations.read(text);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new InvalidValueException(DiagnosticKind.OUT_OF_RANGE, text, Durations.text(min), Durations.text(max));
            }
            return duration;
        };
    }

    /** The exception for a value of the wrong type. */
    static InvalidValueException wrongType(Object value, String wanted, Object example) {
        return new InvalidValueException(DiagnosticKind.WRONG_TYPE, describe(value), wanted, example);
    }

    private static String describe(Object value) {
        if (value instanceof String text) {
            return "the text " + quoted(text);
        }
        if (value instanceof Long || value instanceof Double) {
            return "the number " + value;
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof TomlArray) {
            return "a list";
        }
        return value instanceof TomlTable ? "a table" : "a date or time";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
