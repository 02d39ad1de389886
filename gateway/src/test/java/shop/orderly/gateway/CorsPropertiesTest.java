package shop.orderly.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class CorsPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.shop.example"})
    void refuseAWildcardOutsideOfTheLocalProfile(String origin) {
        var local = new MockEnvironment();
        local.setActiveProfiles("local");

        assertThatThrownBy(() -> listing(origin).requireOriginsByName(new MockEnvironment()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("orderly.gateway.cors.allowed-origins");
        assertThatCode(() -> listing(origin).requireOriginsByName(local)).doesNotThrowAnyException();
    }

    @Test
    void takeOriginsThatAreNamed() {
        assertThatCode(() -> listing("https://shop.example").requireOriginsByName(new MockEnvironment()))
                .doesNotThrowAnyException();
    }

    private static CorsProperties listing(String origin) {
        return new CorsProperties(List.of(origin, " "), Duration.ofHours(1));
    }
}
