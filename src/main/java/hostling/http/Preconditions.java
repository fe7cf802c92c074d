package hostling.http;

import hostling.wire.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Conditional requests: whether a request still applies to the state in which its resource is, in the order that RFC
 * 9110 section 13.2.2 prescribes. To be asked only where the plain answer would be a success, and just before it is
 * carried out (RFC 9110 section 13.2.1).
 *
 * <ul>
 *   <li>If-Match protects a change, so tags are compared strongly (RFC 9110 section 13.1.1).
 *   <li>If-None-Match saves a transfer, so weak tags will do (RFC 9110 section 13.1.2): 304 where the client only asks
 *       for a representation, 412 where it would change something.
 *   <li>The two with dates are for those who have no tags: each is ignored where the field with tags is there, and
 *       where it is not one valid date (RFC 9110 sections 13.1.3 and 13.1.4).
 * </ul>
 */
public final class Preconditions {
    /** What follows from the conditions. */
    public enum Outcome {
        /** Do what the request asks for. */
        PROCEED,
        /** The client has this state already: 304. */
        NOT_MODIFIED,
        /** The resource is not what the client thinks: 412. */
        FAILED
    }

    private Preconditions() { }

    /** Whether a request has a condition at all; most have none. */
    public static boolean isConditional(Fields fields) {
        return fields.has("If-Match") || fields.has("If-None-Match") || fields.has("If-Modified-Since")
                || fields.has("If-Unmodified-Since");
    }

    // region: precondition-order
    /**
     * Evaluates If-Match, else If-Unmodified-Since, then If-None-Match, else If-Modified-Since.
     *
     * @param current the state of the resource, empty where there is none
     * @param now     by which dates of two-digit years are read
     */
    public static Outcome evaluate(Method method, Fields fields, Optional<Validators> current, Instant now) {
        if (fields.has("If-Match")) {
            if (!anyMatches(fields, "If-Match", current, EntityTag::matchesStrongly)) {
                return Outcome.FAILED;
            }
        } else if (modifiedSince(fields, "If-Unmodified-Since", current, now).orElse(false)) {
            return Outcome.FAILED;
        }
        if (fields.has("If-None-Match")) {
            if (anyMatches(fields, "If-None-Match", current, EntityTag::matchesWeakly)) {
                return method.isRetrieval() ? Outcome.NOT_MODIFIED : Outcome.FAILED;
            }
        } else if (method.isRetrieval() && !modifiedSince(fields, "If-Modified-Since", current, now).orElse(true)) {
            return Outcome.NOT_MODIFIED;
        }
        return Outcome.PROCEED;
    }
    // endregion

    /** Whether the field's list has a tag of the current state, or is {@code *} and there is one. */
    private static boolean anyMatches(Fields fields, String name, Optional<Validators> current,
                                      BiPredicate<EntityTag, EntityTag> matches) {
        String value = fields.combined(name).orElseThrow();
        if (value.equals("*")) {
            return current.isPresent();
        }
        List<EntityTag> tags = EntityTag.parseList(value).orElse(List.of());
        return current.isPresent() && tags.stream().anyMatch(tag -> matches.test(tag, current.get().tag()));
    }

    /** Whether the resource was modified after the field's date; empty where the field is to be ignored. */
    private static Optional<Boolean> modifiedSince(Fields fields, String name, Optional<Validators> current,
                                                   Instant now) {
        if (fields.count(name) != 1 || current.isEmpty()) {
            return Optional.empty();
        }
        return fields.first(name).flatMap(text -> HttpDate.parse(text, now))
                .map(date -> current.get().modified().isAfter(date));
    }

    /**
     * Whether a Range field is to be honoured as far as If-Range goes (RFC 9110 section 13.1.5): there is none, or it
     * names exactly the current state, by a strong validator.
     */
    public static boolean rangeApplies(Fields fields, Validators current, Instant now) {
        if (!fields.has("If-Range")) {
            return true;
        }
        String value = fields.first("If-Range").orElseThrow();
        if (fields.count("If-Range") > 1) {
            return false;
        }
        Optional<EntityTag> tag = EntityTag.parse(value);
        if (tag.isPresent()) {
            return tag.get().matchesStrongly(current.tag());
        }
        return current.strong() && HttpDate.parse(value, now).filter(current.modified()::equals).isPresent();
    }
}
