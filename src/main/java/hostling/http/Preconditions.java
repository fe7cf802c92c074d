package hostling.http;

import hostling.wire.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * <b>Conditional requests</b>: whether a request still applies to the current state of its resource, checked in the order
 * of RFC 9110 section 13.2.2. Evaluate them only if the unconditional request would succeed, and just before it is
 * carried out (RFC 9110 section 13.2.1).
 *
 * <ul>
 *   <li>If-Match protects a change, so tags are compared strongly (RFC 9110 section 13.1.1).
 *   <li>If-None-Match saves a transfer, so weak comparison suffices (RFC 9110 section 13.1.2): 304 if the client
 *       only retrieves a representation, 412 if it would change something.
 *   <li>If-Unmodified-Since and If-Modified-Since are for clients without tags: each is ignored if its counterpart with
 *       tags is present, or if it is not exactly one valid date (RFC 9110 sections 13.1.3 and 13.1.4).
 * </ul>
 */
public final class Preconditions {
    /** The result of the conditions. */
    public enum Outcome {
        /** Carry out the request. */
        PROCEED,
        /** The client already has the current state: 304. */
        NOT_MODIFIED,
        /** The resource is not in the state that the client assumes: 412. */
        FAILED
    }

    private Preconditions() { }

    /** Whether a request has any condition; most have none. */
    public static boolean isConditional(Fields fields) {
        return fields.has("If-Match") || fields.has("If-None-Match") || fields.has("If-Modified-Since")
                || fields.has("If-Unmodified-Since");
    }

    // region: precondition-order
    /**
     * Evaluates If-Match, else If-Unmodified-Since, then If-None-Match, else If-Modified-Since.
     *
     * @param current the state of the resource, empty if it does not exist
     * @param now     resolves dates with two-digit years
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

    /** Whether the field lists the tag of the current state, or is {@code *} and the resource exists. */
    private static boolean anyMatches(Fields fields, String name, Optional<Validators> current,
                                      BiPredicate<EntityTag, EntityTag> matches) {
        String value = fields.combined(name).orElseThrow();
        if (value.equals("*")) {
            return current.isPresent();
        }
        List<EntityTag> tags = EntityTag.parseList(value).orElse(List.of());
        return current.isPresent() && tags.stream().anyMatch(tag -> matches.test(tag, current.get().tag()));
    }

    /** Whether the resource was modified after the field's date; empty if the field must be ignored. */
    private static Optional<Boolean> modifiedSince(Fields fields, String name, Optional<Validators> current,
                                                   Instant now) {
        if (fields.count(name) != 1 || current.isEmpty()) {
            return Optional.empty();
        }
        return fields.first(name).flatMap(text -> HttpDate.parse(text, now))
                .map(date -> current.get().modified().isAfter(date));
    }

    /**
     * Whether If-Range permits a Range field to be honoured (RFC 9110 section 13.1.5): If-Range is absent, or identifies
     * exactly the current state by a strong validator.
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
