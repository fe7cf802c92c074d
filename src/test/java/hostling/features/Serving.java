package hostling.features;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The server that a test drives: one process for each configuration and test class. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Serving.Servers.class)
@interface Serving {
    /** A file of {@code test-data/site}, or {@link Server#DEMO}. */
    String value();

    /** Starts servers when tests ask for them, and stops them at the end of the class. */
    final class Servers implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.isAnnotated(Serving.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            ExtensionContext context = test;
            while (context.getTestMethod().isPresent()) {
                context = context.getParent().orElseThrow();
            }
            String file = parameter.findAnnotation(Serving.class).orElseThrow().value();
            return context.getStore(Namespace.create(Servers.class))
                    .computeIfAbsent(file, Servers::start, Server.class);
        }

        private static Server start(String file) {
            try {
                return Server.start(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
