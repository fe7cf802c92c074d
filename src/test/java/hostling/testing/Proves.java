package hostling.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the requirements that a test shows to be met, by their ids in {@code test-data/rfc/requirements.tsv}. On a
 * class it applies to all tests in it. {@code docs/conformance.md} is generated from these annotations.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Proves {
    /** Ids such as {@code 9112-7.1-a}: the RFC, its section, and a letter for each requirement of the section. */
    String[] value();
}
