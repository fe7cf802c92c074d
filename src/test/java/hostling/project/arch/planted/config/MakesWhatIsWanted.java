package hostling.project.arch.planted.config;

import hostling.handler.NegotiatedErrorPages;

/** Config only describes what is wanted; app builds it. */
final class MakesWhatIsWanted {
    Object pages() {
        return new NegotiatedErrorPages(); // breaks config-knows-values-and-tomlj
    }
}
