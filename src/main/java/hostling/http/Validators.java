package hostling.http;

import java.time.Instant;

/**
 * What tells one state of a resource from another (RFC 9110 section 8.8).
 *
 * @param tag      the entity tag
 * @param modified the time of the last modification, in whole seconds and not later than now
 * @param strong   whether the resource can't have changed a second time within that second, so that the time is good
 *                 enough to put ranges of two answers together (RFC 9110 section 8.8.2.2)
 */
public record Validators(EntityTag tag, Instant modified, boolean strong) { }
