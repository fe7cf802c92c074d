package hostling.project.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hostling.config.ConfigurationFile;
import hostling.config.LoadedRules;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Feeds any text to the configuration reader. */
class ConfigurationFuzzTest {
    static Stream<byte[]> configurationSeeds() {
        return Stream.concat(Seeds.ofTarget("configuration"), Seeds.ofFiles(Path.of("test-data/config"), ".toml"));
    }

    @MethodSource("configurationSeeds")
    @FuzzTest
    void configuration(byte[] input) {
        String text = new String(input, UTF_8);
        LoadedRules.check(text, ConfigurationFile.parse(text, "fuzzed.toml", Path.of("."), List.of()));
    }
}
