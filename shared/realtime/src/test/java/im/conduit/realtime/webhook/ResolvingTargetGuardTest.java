package im.conduit.realtime.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.conduit.realtime.webhook.TargetGuard.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolvingTargetGuardTest {

    private static final WebhookSettings STRICT = WebhookSettings.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, unspecified", "0.1.2.3, unspecified", "10.0.0.1, private",
        "10.255.255.255, private", "100.64.0.1, shared", "100.127.255.255, shared",
        "100.100.100.200, shared", "127.0.0.1, loopback", "127.255.255.255, loopback",
        "168.63.129.16, metadata", "169.254.169.254, metadata", "169.254.1.1, link-local",
        "172.16.0.1, private", "172.31.255.255, private", "192.0.0.192, protocol",
        "192.0.2.1, documentation", "192.88.99.1, transition", "192.168.1.1, private",
        "198.18.0.1, benchmarking", "198.19.255.255, benchmarking", "198.51.100.7, documentation",
        "203.0.113.7, documentation", "224.0.0.1, multicast", "239.255.255.250, multicast",
        "240.0.0.1, reserved", "255.255.255.255, reserved"
    })
    void everySpecialRangeOfIpv4IsRefused(String address, String kind) {
        assertThat(check(address)).isInstanceOfSatisfying(Verdict.Refused.class, names(kind));
    }

    @ParameterizedTest
    @CsvSource({
        "::, unspecified",
        "::1, loopback",
        "::2, transition",
        "::ffff:127.0.0.1, loopback",
        "::ffff:10.1.2.3, private",
        "::ffff:169.254.169.254, metadata",
        "::127.0.0.1, transition",
        "64:ff9b::127.0.0.1, loopback",
        "64:ff9b::10.0.0.1, private",
        "64:ff9b::169.254.169.254, metadata",
        "64:ff9b:1::8.8.8.8, transition",
        "100::1, reserved",
        "2001::1, protocol",
        "2001:2::1, protocol",
        "2001:10::1, protocol",
        "2001:20::1, protocol",
        "2001:db8::1, documentation",
        "2002:7f00:1::, transition",
        "2002:808:808::, transition",
        "3fff::1, documentation",
        "4000::1, reserved",
        "5f00::1, reserved",
        "fc00::1, unique-local",
        "fd00:ec2::254, unique-local",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, private",
        "ff02::1, multicast"
    })
    void everySpecialRangeOfIpv6IsRefused(String address, String kind) {
        assertThat(check(address)).isInstanceOfSatisfying(Verdict.Refused.class, names(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "64:ff9b::8.8.8.8",
                "::ffff:8.8.8.8"
            })
    void publicAddressesAreAllowedAndHandedBack(String address) throws UnknownHostException {
        assertThat(check(address))
                .isEqualTo(new Verdict.Allowed(List.of(InetAddress.getByName(address))));
    }

    @Test
    void oneInsideAddressAmongPublicOnesRefusesTheTarget() {
        HostLookup mixed = host -> List.of(address("8.8.8.8"), address("10.0.0.1"));
        assertThat(guard(STRICT, mixed).check(URI.create("https://mixed.example/")))
                .isInstanceOfSatisfying(Verdict.Refused.class, names("private"));
    }

    @ParameterizedTest
    @CsvSource({
        "/path, must be an absolute URL",
        "ftp://a.example/, must use https",
        "file:///etc/passwd, must use https",
        "http://a.example/, must use https",
        "https://user:pw@a.example/, user name",
        "https:///path, must name a host",
        "https://b\u00fccher.example/, must name a host",
        "https://a.example:0/, port",
        "https://a.example:65536/, port"
    })
    void urlsThatCannotBeTargetsAreRefusedWithoutALookUp(String url, String reason) {
        HostLookup never =
                host -> {
                    throw new AssertionError("looked up " + host);
                };
        assertThat(guard(STRICT, never).check(URI.create(url)))
                .isInstanceOfSatisfying(Verdict.Refused.class, names(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
                "https://localhost/", "https://0x7f.1/", "https://127.1/",
                "https://2130706433/"
            })
    void everySpellingOfLoopbackIsRefusedByTheSystemsResolver(String url) {
        assertThat(guard(STRICT, HostLookup.system()).check(URI.create(url), Duration.ofSeconds(5)))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void anAllowedRangeIsAllowedAndNothingBesideIt() {
        WebhookSettings loopback = settings(true, "127.0.0.0/8", "::1");
        TargetGuard guard = guard(loopback, HostLookup.system());
        for (String url : List.of("http://127.0.0.1:9/", "https://127.9.9.9/", "http://[::1]/x")) {
            assertThat(guard.check(URI.create(url))).isInstanceOf(Verdict.Allowed.class);
        }
        assertThat(guard.check(URI.create("http://10.0.0.1/"))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void httpReachesAllowedRangesButNeverAPublicAddress() {
        TargetGuard guard = guard(settings(true, "127.0.0.0/8"), HostLookup.system());
        assertThat(guard.check(URI.create("http://8.8.8.8/")))
                .isEqualTo(new Verdict.Refused("must use https"));
        assertThat(guard.check(URI.create("https://8.8.8.8/"))).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void aHostWithoutAnAddressIsUnresolved() {
        HostLookup unknown =
                host -> {
                    throw new UnknownHostException(host);
                };
        assertThat(guard(STRICT, unknown).check(URI.create("https://gone.example/")))
                .isEqualTo(new Verdict.Unresolved());
    }

    @Test
    void aLookUpThatHangsIsUnresolvedOnceThePatienceIsOver() {
        CountDownLatch never = new CountDownLatch(1);
        HostLookup hanging =
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                };
        Verdict verdict =
                guard(STRICT, hanging)
                        .check(URI.create("https://slow.example/"), Duration.ofMillis(20));
        assertThat(verdict).isEqualTo(new Verdict.Unresolved());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "::/129", "10/x", "/8", "a::/16/3"})
    void aRangeThatIsNoneIsRefusedAtTheStart(String range) {
        assertThatThrownBy(() -> settings(false, range))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + range + "' is not an address range");
    }

    private static Verdict check(String address) {
        HostLookup fixed = host -> List.of(InetAddress.getByName(address));
        return guard(STRICT, fixed).check(URI.create("https://a.example/hook"));
    }

    private static java.util.function.Consumer<Verdict.Refused> names(String part) {
        return refused -> assertThat(refused.reason()).contains(part);
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    private static TargetGuard guard(WebhookSettings settings, HostLookup lookup) {
        return new ResolvingTargetGuard(settings, lookup);
    }

    private static WebhookSettings settings(boolean allowHttp, String... ranges) {
        WebhookSettings base = WebhookSettings.DEFAULT;
        return new WebhookSettings(
                allowHttp, List.of(ranges), base.timeout(), base.retryDelays(), base.jitter());
    }
}
