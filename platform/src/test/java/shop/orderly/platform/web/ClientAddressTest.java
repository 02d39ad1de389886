package shop.orderly.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {

    private final ClientAddress addresses = new ClientAddress(List.of("127.0.0.1", "::1", "10.0.0.0/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "203.0.113.5 | -                                | 203.0.113.5",
                "203.0.113.5 | 198.51.100.7                     | 203.0.113.5",
                "127.0.0.1   | 198.51.100.7                     | 198.51.100.7",
                "127.0.0.1   | 1.2.3.4, 198.51.100.7            | 198.51.100.7",
                "127.0.0.1   | 1.2.3.4, 198.51.100.7, 10.1.2.3  | 198.51.100.7",
                "127.0.0.1   | 10.9.9.9, 10.1.2.3               | 10.9.9.9",
                "::1         | 2001:db8::1                      | 2001:db8::1",
                "127.0.0.1   | evil.test                        | 127.0.0.1",
                "127.0.0.1   | 198.51.100.7, 999.1.1.1.1        | 999.1.1.1.1",
                "127.0.0.1   | 198.51.100.7:50123               | 198.51.100.7",
                "127.0.0.1   | ''                               | 127.0.0.1",
            })
    void believesOnlyWhatTrustedProxiesSay(String peer, String forwarded, String client) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        if (forwarded != null) {
            request.addHeader("X-Forwarded-For", forwarded);
        }

        assertThat(addresses.of(request)).isEqualTo(client);
    }
}
