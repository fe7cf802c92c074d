package hostling.http;

import java.util.regex.Pattern;

/** The weight that a client gives one member of a preference list (RFC 9110 section 12.4.2). */
final class Weight {
    /** {@code qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )}. */
    private static final Pattern PARAMETER = Pattern.compile("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");

    /** A member is split into at most 10 parts: a type has few parameters, but a field has room for many. */
    static final int PARTS_MAX = 10;

    private Weight() { }

    /**
     * The weight, from 0 (refused) to 1; 1 if it is missing or malformed.
     *
     * @param parts the member, split at its semicolons
     */
    static double of(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (PARAMETER.matcher(parameter).matches()) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
