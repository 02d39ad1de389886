package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** What services are set to without a word from the environment. */
class ServiceSettingsTest {

    @Test
    void whoRegistersInProductionBuysOnly() {
        assertThat(settings("user-service", "production").getProperty("orderly.users.registration-roles"))
                .isEqualTo("customer");
        assertThat(settings("user-service", "default").getProperty("orderly.users.registration-roles"))
                .isEqualTo("customer,merchant");
    }

    @Test
    void everyServiceHasADatabaseOfItsOwnWhoseErrorsQuoteNoValues() {
        for (var service : Shop.SERVICES) {
            if (service.database() != null) {
                assertThat(settings(service.name(), "default").getProperty("spring.datasource.url"))
                        .contains("/" + service.database() + "?")
                        .contains("&ApplicationName=" + service.name() + "&")
                        .contains("&logServerErrorDetail=false");
            }
        }
    }

    private static Environment settings(String service, String profile) {
        var context = new GenericApplicationContext();
        var given = Map.<String, Object>of(
                "spring.config.name", "platform," + service,
                "spring.application.name", service,
                "spring.profiles.active", profile);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("given", given));
        new ConfigDataApplicationContextInitializer().initialize(context);
        return context.getEnvironment();
    }
}
