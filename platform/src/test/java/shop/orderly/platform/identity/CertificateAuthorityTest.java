package shop.orderly.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path temp;

    private final List<String> two = List.of("gateway", "payments");

    @Test
    void aLeafNamesItsServiceAndMayServeAndCall() throws Exception {
        var authority = CertificateAuthority.in(folder(), NOW);
        var leaf = leaf(authority.certify("payments"));

        leaf.verify(authority.certificate().getPublicKey());
        assertThat(ServiceId.of(leaf)).contains("payments");
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "payments"),
                        List.of(2, "localhost"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"),
                        List.of(6, "spiffe://orderly/payments"));
        assertThat(leaf.getExtendedKeyUsage()).containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getKeyUsage()).startsWith(true, false, false, false, false, false, false);
        assertThat(leaf.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(leaf.getExtensionValue("2.5.29.35")).isNotNull();
        assertThat(Duration.between(NOW.instant(), leaf.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(365));
        assertThat(authority.certificate().getBasicConstraints()).isZero();
        assertThat(leaf.getSerialNumber()).isNotEqualTo(authority.certificate().getSerialNumber());
    }

    @Test
    void aSecondRunChangesNoByte() throws Exception {
        CertificateAuthority.in(folder(), NOW).certify(two);
        var before = everything();
        CertificateAuthority.in(folder(), NOW).certify(two);
        assertThat(everything()).isEqualTo(before).hasSize(8);
    }

    @Test
    void nobodyElseMayReadAnything() throws Exception {
        CertificateAuthority.in(folder(), NOW).certify(two);
        try (var paths = Files.walk(folder())) {
            assertThat(paths)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void aKeyThatOthersCouldReadIsClosed() throws Exception {
        var key = CertificateAuthority.in(folder(), NOW).certify("gateway").resolve("tls.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        CertificateAuthority.in(folder(), NOW).certify("gateway");
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void onlyWhatIsMissingIsMade() throws Exception {
        CertificateAuthority.in(folder(), NOW).certify(two);
        var before = everything();
        Files.delete(folder().resolve("payments/tls.key"));
        CertificateAuthority.in(folder(), NOW).certify(two);
        assertThat(changedSince(before)).containsExactly("payments/tls.crt", "payments/tls.key");
    }

    @Test
    void aLeafIsReplacedAMonthBeforeItEnds() throws Exception {
        var home = CertificateAuthority.in(folder(), NOW).certify("gateway");
        var first = leaf(home);
        in(334).certify("gateway");
        assertThat(leaf(home)).isEqualTo(first);
        in(336).certify("gateway");
        assertThat(leaf(home)).isNotEqualTo(first);
    }

    @Test
    void aLeafOfAnotherAuthorityOrAnotherServiceIsReplaced() throws Exception {
        var other = CertificateAuthority.in(temp.resolve("other"), NOW).certify("gateway");
        var authority = CertificateAuthority.in(folder(), NOW);
        var home = authority.certify("gateway");
        for (var foreign : List.of(other, authority.certify("payments"))) {
            for (var file : List.of("tls.key", "tls.crt")) {
                Files.writeString(home.resolve(file), Files.readString(foreign.resolve(file)));
            }
            authority.certify("gateway");
            leaf(home).verify(authority.certificate().getPublicKey());
            assertThat(ServiceId.of(leaf(home))).contains("gateway");
        }
    }

    @Test
    void aNewAuthorityCertifiesEverybodyAnew() throws Exception {
        CertificateAuthority.in(folder(), NOW).certify(two);
        Files.writeString(folder().resolve("ca.key"), "nonsense");
        var anew = CertificateAuthority.in(folder(), NOW);
        anew.certify(two);
        for (var service : two) {
            leaf(folder().resolve(service)).verify(anew.certificate().getPublicKey());
            assertThat(folder().resolve(service).resolve("ca.crt")).hasSameTextualContentAs(folder().resolve("ca.crt"));
        }
    }

    @Test
    void anAuthorityWhoseKeyIsElsewhereIsNotReplaced() throws Exception {
        CertificateAuthority.in(folder(), NOW);
        Files.delete(folder().resolve("ca.key"));
        assertThatIllegalStateException()
                .isThrownBy(() -> CertificateAuthority.in(folder(), NOW))
                .withMessageContaining("ca.key");
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() {
        var authority = CertificateAuthority.in(folder(), NOW);
        for (var name : List.of("../ops", "Ops", "a/b", "", "a,CN=ops")) {
            assertThatIllegalArgumentException().isThrownBy(() -> authority.certify(name));
        }
    }

    private CertificateAuthority in(int days) {
        return CertificateAuthority.in(folder(), Clock.offset(NOW, Duration.ofDays(days)));
    }

    private Path folder() {
        return temp.resolve("certs");
    }

    private static X509Certificate leaf(Path home) throws Exception {
        return Pem.certificate(home.resolve("tls.crt"));
    }

    private List<String> changedSince(Map<String, String> before) throws Exception {
        return everything().entrySet().stream()
                .filter(file -> !file.getValue().equals(before.get(file.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, String> everything() throws Exception {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(folder())) {
            for (var path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder().relativize(path).toString(),
                        Files.readString(path, StandardCharsets.US_ASCII) + Files.getLastModifiedTime(path));
            }
        }
        return files;
    }
}
