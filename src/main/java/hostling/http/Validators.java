package hostling.http;

import java.time.Instant;

/**
 * The validators of a resource, which distinguish one state of it from another (RFC 9110 section 8.8).
 *
 * @param tag      the entity tag
 * @param modified the time of the last modification, in whole seconds and not later than now
 * @param strong   whether the resource can't have changed again within that second, so that the time is a strong
 *                 validator, fit to combine ranges of two responses (RFC 9110 section 8.8.2.2)
 */
public record Validators(EntityTag tag, Instant modified, boolean strong) { }
