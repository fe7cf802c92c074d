package hostling.wire;

import hostling.wire.RequestHead.TargetForm;
import java.util.Optional;

/**
 * Finds the parts of a request target (RFC 9112 section 3.2) and checks their grammar: where path, query and authority
 * start and end. It decodes nothing. Method and first byte determine the form: the authority form is only for CONNECT,
 * {@code *} only for OPTIONS (RFC 9110 section 7.1).
 */
final class Target {
    private TargetForm form = TargetForm.ORIGIN;
    private int authorityStart;
    private int authorityEnd;
    private int pathStart;
    private int pathEnd;
    private int queryStart;
    private int queryEnd;

    TargetForm form() {
        return form;
    }

    boolean hasAuthority() {
        return authorityEnd > authorityStart;
    }

    Optional<Authority> authority(ByteBuilder line) {
        return Authority.parse(line, authorityStart, authorityEnd);
    }

    String path(ByteBuilder line) {
        return pathEnd == pathStart && form == TargetForm.ABSOLUTE ? "/" : line.text(pathStart, pathEnd);
    }

    String query(ByteBuilder line) {
        return line.text(queryStart, queryEnd);
    }

    /** Reads the target that ends at {@code end}; returns its violation, or null. */
    Violation read(RequestHead head, int end) {
        ByteBuilder line = head.line();
        int start = head.targetStart();
        authorityStart = authorityEnd = pathStart = pathEnd = queryStart = queryEnd = end;
        if (head.hasMethod("CONNECT")) {
            form = TargetForm.AUTHORITY;
            return readAuthority(line, start, end, true);
        }
        if (line.at(start) == '/') {
            form = TargetForm.ORIGIN;
            return readPathAndQuery(line, start, end);
        }
        if (line.is("*", start, end)) {
            form = TargetForm.ASTERISK;
            return head.hasMethod("OPTIONS") ? null
                    : head.hasMethod("PRI") ? Violation.HTTP2_PREFACE : Violation.TARGET_FORM;
        }
        form = TargetForm.ABSOLUTE;
        int colon = line.indexOf(':', start, end);
        boolean https = line.isIgnoringCase("https", start, colon);
        boolean isHttp = https || line.isIgnoringCase("http", start, colon);
        if (!isHttp || colon + 3 > end || !line.is("://", colon, colon + 3)) {
            return Violation.TARGET_FORM;
        }
        Violation wrong = readAbsolute(line, colon + 3, end);
        return wrong == null && https ? Violation.TARGET_HTTPS : wrong;
    }

    /**
     * Reads the rest after the scheme, which is case-insensitive (RFC 3986 section 3.1), alike for http and https: a
     * host, which must not be empty (RFC 9110 sections 4.2.1 and 4.2.2), then a path that begins with a slash or is
     * empty, with or without a query (RFC 3986 section 3.2).
     */
    private Violation readAbsolute(ByteBuilder line, int start, int end) {
        int slash = line.indexOf('/', start, end);
        int afterAuthority = line.indexOf('?', start, slash);
        Violation wrong = readAuthority(line, start, afterAuthority, false);
        return wrong != null ? wrong : readPathAndQuery(line, afterAuthority, end);
    }

    /** CONNECT has no default port, so the target must name one (RFC 9110 section 9.3.6). */
    private Violation readAuthority(ByteBuilder line, int start, int end, boolean portNeeded) {
        authorityStart = start;
        authorityEnd = end;
        return authority(line).filter(read -> !portNeeded || read.port() > 0).isPresent()
                ? null : Violation.TARGET_AUTHORITY;
    }

    private Violation readPathAndQuery(ByteBuilder line, int start, int end) {
        pathStart = start;
        pathEnd = line.indexOf('?', start, end);
        queryStart = Math.min(pathEnd + 1, end);
        queryEnd = end;
        if (!line.allIn(ByteClass.PATH, pathStart, pathEnd)) {
            return Violation.TARGET_SYNTAX;
        }
        return checkPercents(line, end);
    }

    /**
     * {@code pct-encoded = "%" HEXDIG HEXDIG} (RFC 3986 section 2.1), and never %00, which no file name can hold. In a
     * query, a percent sign may stand alone: browsers send {@code ?a=100%} as it was typed.
     */
    private Violation checkPercents(ByteBuilder line, int end) {
        for (int i = line.indexOf('%', pathStart, end); i < end; i = line.indexOf('%', i + 1, end)) {
            int partEnd = i < pathEnd ? pathEnd : end;
            boolean encoded = i + 2 < partEnd && ByteClass.hexDigit(line.at(i + 1)) >= 0
                    && ByteClass.hexDigit(line.at(i + 2)) >= 0;
            if (!encoded && i < pathEnd) {
                return Violation.TARGET_PERCENT;
            }
            if (encoded && line.is("00", i + 1, i + 3)) {
                return Violation.TARGET_NUL;
            }
        }
        return null;
    }
}
