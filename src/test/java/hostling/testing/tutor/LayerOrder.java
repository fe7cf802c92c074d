package hostling.testing.tutor;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Runs the lowest layer first, and of each layer first the cases: they say best what is wrong. */
public final class LayerOrder implements ClassOrderer {
    private static final Comparator<Class<?>> ORDER = Comparator
            .<Class<?>>comparingInt(type -> Layers.place(Layers.of(type.getName())))
            .thenComparing(type -> !type.getName().endsWith("CasesTest"))
            .thenComparing(type -> type.getSimpleName().startsWith("Hostile"))
            .thenComparing(Class::getName);

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(Comparator.comparing(ClassDescriptor::getTestClass, ORDER));
    }
}
