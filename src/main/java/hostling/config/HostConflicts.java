package hostling.config;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The checks across all hosts: conflicts between addresses, names and defaults. */
final class HostConflicts {
    private final List<HostDraft> drafts;

    /** @param drafts in the order of the file */
    HostConflicts(List<HostDraft> drafts) {
        this.drafts = drafts;
    }

    /** The hosts without errors, each with the addresses at which it is the default. */
    List<HostBlock> resolve() {
        checkCoveredAddresses();
        checkDuplicateNames();
        checkDuplicateDefaults();
        Map<HostDraft, Set<InetSocketAddress>> defaults = defaults();
        List<HostBlock> hosts = new ArrayList<>();
        for (HostDraft draft : drafts) {
            if (!draft.isExcluded()) {
                Set<InetSocketAddress> defaultAt = defaults.getOrDefault(draft, Set.of());
                if (draft.names.isEmpty() && defaultAt.isEmpty()) {
                    draft.section.report(DiagnosticKind.UNREACHABLE_HOST);
                }
                hosts.add(draft.block(defaultAt));
            }
        }
        return hosts;
    }

    /** A host that listens at all addresses of the machine takes the port at each of them. */
    private void checkCoveredAddresses() {
        List<Located<InetSocketAddress>> earlier = new ArrayList<>();
        for (HostDraft draft : drafts) {
            for (Located<InetSocketAddress> mine : draft.listen) {
                Optional<Located<InetSocketAddress>> other =
                        earlier.stream().filter(any -> covers(any.value(), mine.value())).findFirst();
                if (other.isPresent()) {
                    draft.section.report(mine.position(), "listen", DiagnosticKind.ADDRESS_CONFLICT,
                            Addresses.text(mine.value()), Addresses.text(other.get().value()),
                            other.get().position().line());
                    draft.exclude();
                } else {
                    earlier.add(mine);
                }
            }
        }
    }

    /** With port 0, each address gets another port. */
    private static boolean covers(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort() && one.getPort() != 0
                && one.getAddress().isAnyLocalAddress() != other.getAddress().isAnyLocalAddress();
    }

    private void checkDuplicateNames() {
        record NameAt(String name, InetSocketAddress address) { }
        Map<NameAt, SourcePosition> first = new HashMap<>();
        for (HostDraft draft : drafts) {
            for (Located<String> name : draft.names) {
                for (Located<InetSocketAddress> at : draft.listen) {
                    SourcePosition other = first.putIfAbsent(new NameAt(name.value(), at.value()), name.position());
                    if (other != null) {
                        draft.section.report(name.position(), "names", DiagnosticKind.NAME_TWICE, name.value(),
                                Addresses.text(at.value()), other.line());
                        draft.exclude();
                        break;
                    }
                }
            }
        }
    }

    private void checkDuplicateDefaults() {
        Map<InetSocketAddress, SourcePosition> first = new HashMap<>();
        for (HostDraft draft : drafts) {
            List<Located<InetSocketAddress>> asked = draft.wantsDefault ? draft.listen : List.of();
            for (Located<InetSocketAddress> at : asked) {
                SourcePosition other = first.putIfAbsent(at.value(), draft.section.position());
                if (other != null) {
                    draft.section.report("default", DiagnosticKind.DEFAULT_TWICE, other.line(), Addresses.text(at.value()));
                    draft.exclude();
                    break;
                }
            }
        }
    }

    private Map<HostDraft, Set<InetSocketAddress>> defaults() {
        Map<HostDraft, Set<InetSocketAddress>> defaults = new LinkedHashMap<>();
        Set<InetSocketAddress> addresses = new LinkedHashSet<>();
        drafts.forEach(draft -> draft.listen.forEach(at -> addresses.add(at.value())));
        for (InetSocketAddress address : addresses) {
            List<HostDraft> here = drafts.stream().filter(draft -> draft.listensAt(address)).toList();
            chooseDefault(address, here).ifPresent(chosen ->
                    defaults.computeIfAbsent(chosen, any -> new LinkedHashSet<>()).add(address));
        }
        return defaults;
    }

    // region: default
    /** The host with {@code default = true}, else the first; if it has errors, the first host without errors. */
    private static Optional<HostDraft> chooseDefault(InetSocketAddress address, List<HostDraft> here) {
        HostDraft meant = here.stream().filter(draft -> draft.wantsDefault).findFirst().orElse(here.get(0));
        if (meant.isExcluded()) {
            Optional<HostDraft> next = here.stream().filter(draft -> !draft.isExcluded()).findFirst();
            next.ifPresent(draft -> draft.section.report(DiagnosticKind.DEFAULT_LEFT_OUT, Addresses.text(address),
                    meant.section.position().line()));
            return next;
        }
        if (!meant.wantsDefault && here.size() > 1) {
            meant.section.report(DiagnosticKind.DEFAULT_IMPLIED, Addresses.text(address));
        }
        return Optional.of(meant);
    }
    // endregion
}
