package hostling.project.arch;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;

/**
 * The code that a rule checks. The same rule can check the shipped code and the {@code planted} classes, whose packages
 * are named after the same layers.
 *
 * @param base    the package that contains the layers
 * @param sources the folder that holds the source of {@code base} below its package path
 * @param classes all of its classes
 */
record Codebase(String base, Path sources, JavaClasses classes) {
    static final Codebase SHIPPED = new Codebase("hostling", Path.of("src/main/java"), new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("hostling"));

    static final Codebase PLANTED = new Codebase("hostling.project.arch.planted", Path.of("src/test/java"),
            new ClassFileImporter().importPackages("hostling.project.arch.planted"));

    /** The packages of these layers, as package identifiers of ArchUnit. */
    String[] layers(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = base + "." + names[i] + "..";
        }
        return packages;
    }

    /** The classes in one of these layers. */
    DescribedPredicate<JavaClass> in(String... names) {
        return JavaClass.Predicates.resideInAnyPackage(layers(names));
    }

    /** The classes in none of these layers. */
    DescribedPredicate<JavaClass> outside(String... names) {
        return JavaClass.Predicates.resideOutsideOfPackages(layers(names));
    }

    /** One class, named from its layer on, and its nested classes. */
    DescribedPredicate<JavaClass> is(String name) {
        String full = base + "." + name;
        return DescribedPredicate.describe("is " + full,
                type -> type.getName().equals(full) || type.getName().startsWith(full + "$"));
    }

    /** The source file of a class. */
    Path sourceOf(JavaClass type) {
        return folderOf(type).resolve(type.getSource().flatMap(source -> source.getFileName()).orElseThrow());
    }

    /** The folder of the sources of a class's package. */
    Path folderOf(JavaClass type) {
        return sources.resolve(type.getPackageName().replace('.', '/'));
    }
}
