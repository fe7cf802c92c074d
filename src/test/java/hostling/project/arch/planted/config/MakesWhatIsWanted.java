package hostling.project.arch.planted.config;

import hostling.handler.NegotiatedErrorPages;

/** The file says what is wanted; to make it is for somebody else. */
final class MakesWhatIsWanted {
    Object pages() {
        return new NegotiatedErrorPages(); // breaks config-knows-values-and-tomlj
    }
}
