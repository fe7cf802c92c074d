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

/** Checks what can only be seen where all hosts are seen together: who is at which address, and under which name. */
final class HostConflicts {
    private final List<HostDraft> drafts;

    /** @param drafts in the order of the file */
    HostConflicts(List<HostDraft> drafts) {
        this.drafts = drafts;
    }

    /** The hosts that are good, each with the addresses at which it is the default. */
    List<HostBlock> settle() {
        refuseCoveredAddresses();
        refuseNamesTwice();
        refuseDefaultsTwice();
        Map<HostDraft, Set<InetSocketAddress>> defaults = defaults();
        List<HostBlock> hosts = new ArrayList<>();
        for (HostDraft draft : drafts) {
            if (!draft.isLeftOut()) {
                Set<InetSocketAddress> defaultAt = defaults.getOrDefault(draft, Set.of());
                if (draft.names.isEmpty() && defaultAt.isEmpty()) {
                    draft.section.complain(DiagnosticKind.NEVER_CHOSEN);
                }
                hosts.add(draft.block(defaultAt));
            }
        }
        return hosts;
    }

    /** To listen at all addresses of the machine takes the port of each of them. */
    private void refuseCoveredAddresses() {
        List<Located<InetSocketAddress>> earlier = new ArrayList<>();
        for (HostDraft draft : drafts) {
            for (Located<InetSocketAddress> mine : draft.listen) {
                Optional<Located<InetSocketAddress>> other =
                        earlier.stream().filter(any -> covers(any.value(), mine.value())).findFirst();
                if (other.isPresent()) {
                    draft.section.complain(mine.place(), "listen", DiagnosticKind.ADDRESS_COVERED,
                            Addresses.text(mine.value()), Addresses.text(other.get().value()),
                            other.get().place().line());
                    draft.leaveOut();
                } else {
                    earlier.add(mine);
                }
            }
        }
    }

    /** With port 0 each gets a port of its own. */
    private static boolean covers(InetSocketAddress one, InetSocketAddress other) {
        return one.getPort() == other.getPort() && one.getPort() != 0
                && one.getAddress().isAnyLocalAddress() != other.getAddress().isAnyLocalAddress();
    }

    private void refuseNamesTwice() {
        record NameAt(String name, InetSocketAddress address) { }
        Map<NameAt, SourcePosition> first = new HashMap<>();
        for (HostDraft draft : drafts) {
            for (Located<String> name : draft.names) {
                for (Located<InetSocketAddress> at : draft.listen) {
                    SourcePosition other = first.putIfAbsent(new NameAt(name.value(), at.value()), name.place());
                    if (other != null) {
                        draft.section.complain(name.place(), "names", DiagnosticKind.NAME_TWICE, name.value(),
                                Addresses.text(at.value()), other.line());
                        draft.leaveOut();
                        break;
                    }
                }
            }
        }
    }

    private void refuseDefaultsTwice() {
        Map<InetSocketAddress, SourcePosition> first = new HashMap<>();
        for (HostDraft draft : drafts) {
            List<Located<InetSocketAddress>> asked = draft.asksToBeDefault ? draft.listen : List.of();
            for (Located<InetSocketAddress> at : asked) {
                SourcePosition other = first.putIfAbsent(at.value(), draft.section.place());
                if (other != null) {
                    draft.section.complain("default", DiagnosticKind.DEFAULT_TWICE, other.line(), Addresses.text(at.value()));
                    draft.leaveOut();
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
    /** The host that says so, else the first; the first good one where that is left out. */
    private static Optional<HostDraft> chooseDefault(InetSocketAddress address, List<HostDraft> here) {
        HostDraft meant = here.stream().filter(draft -> draft.asksToBeDefault).findFirst().orElse(here.get(0));
        if (meant.isLeftOut()) {
            Optional<HostDraft> next = here.stream().filter(draft -> !draft.isLeftOut()).findFirst();
            next.ifPresent(draft -> draft.section.complain(DiagnosticKind.DEFAULT_LEFT_OUT, Addresses.text(address),
                    meant.section.place().line()));
            return next;
        }
        if (!meant.asksToBeDefault && here.size() > 1) {
            meant.section.complain(DiagnosticKind.DEFAULT_IMPLIED, Addresses.text(address));
        }
        return Optional.of(meant);
    }
    // endregion
}
