package hostling.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259) that the tests look into. It is strict: what is no JSON, or repeats a name in an object, is refused. */
public final class JsonText {
    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * The value of a text: a Map, List, String, Double or Boolean, or null.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    public static Object read(String text) {
        JsonText json = new JsonText(text);
        Object value = json.value();
        json.skipSpace();
        json.require(json.at == text.length());
        return value;
    }

    private Object value() {
        skipSpace();
        require(at < text.length());
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (!ends('}', members.isEmpty())) {
            skipSpace();
            String name = string();
            skipSpace();
            require(take(':') && !members.containsKey(name));
            members.put(name, value());
        }
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        at++;
        while (!ends(']', elements.isEmpty())) {
            elements.add(value());
        }
        return elements;
    }

    /** Takes the end of a list, or the comma before its next member. */
    private boolean ends(char end, boolean isFirst) {
        skipSpace();
        if (take(end)) {
            return true;
        }
        require(isFirst || take(','));
        return false;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        require(take('"'));
        while (!take('"')) {
            require(at < text.length() && text.charAt(at) >= ' ');
            char next = text.charAt(at++);
            string.append(next == '\\' ? escaped() : next);
        }
        return string.toString();
    }

    private char escaped() {
        require(at < text.length());
        char which = text.charAt(at++);
        if (which == 'u') {
            require(at + 4 <= text.length());
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        int known = "\"\\/bfnrt".indexOf(which);
        require(known >= 0);
        return "\"\\/\b\f\n\r\t".charAt(known);
    }

    private Object word(String word, Object value) {
        require(text.startsWith(word, at));
        at += word.length();
        return value;
    }

    private Double number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        require(number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?"));
        return Double.valueOf(number);
    }

    private boolean take(char wanted) {
        boolean found = at < text.length() && text.charAt(at) == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void require(boolean good) {
        if (!good) {
            throw new IllegalArgumentException("no JSON at character " + at + " of: " + text);
        }
    }
}
