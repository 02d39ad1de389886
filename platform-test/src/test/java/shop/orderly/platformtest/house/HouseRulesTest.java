package shop.orderly.platformtest.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path workshop = Path.of("");

    @AfterEach
    void leaveTheBadHouse() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @ParameterizedTest
    @MethodSource("breaches")
    void failsOnABreach(ArchRule rule, String[] sources) throws IOException {
        var bad = BadHouse.built(workshop, sources);
        var asInAModule = rule.allowEmptyShould(true);
        assertThatThrownBy(() -> asInAModule.check(bad))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("violated");
    }

    @Test
    void everyRuleHasABreach() {
        assertThat(breaches().map(breach -> breach.get()[0]))
                .containsAll(HouseRules.all().values());
    }

    @Test
    void aRuleThatConcernsNobodyFailsInTheWholeHouseAndPassesInAModule() throws IOException {
        var empty = BadHouse.built(workshop, "package shop.orderly.orders.web; class OrderEndpoint {}");
        var rule = HouseRules.DOMAIN_KNOWS_ONLY_ITS_WORDS;
        assertThatThrownBy(() -> rule.check(empty)).hasMessageContaining("failed to check any");
        rule.allowEmptyShould(true).check(empty);
        HouseRules.ROOMS_DO_NOT_SEE_EACH_OTHER.allowEmptyShould(true).check(empty);
    }

    @Test
    void missesARoomThatDoesNotExist() throws IOException {
        var empty = BadHouse.built(workshop, "package shop.orderly.orders.web; class OrderEndpoint {}");
        House.roomExists("web", empty);
        assertThatThrownBy(() -> House.roomExists("view", empty)).hasMessageContaining("view");
        assertThatThrownBy(() -> House.contextExists("orders", empty)).hasMessageContaining("orders");
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                breach(
                        HouseRules.DOMAIN_KNOWS_ONLY_ITS_WORDS,
                        "package shop.orderly.orders.domain; class Order { java.time.Clock clock; }"),
                breach(
                        HouseRules.API_AND_EVENT_ARE_WORDS,
                        "package shop.orderly.orders.api; record PlaceOrder(org.hamcrest.Matcher<?> matcher) {}"),
                breach(
                        HouseRules.ROOMS_DO_NOT_SEE_EACH_OTHER,
                        "package shop.orderly.orders.view; public class OrderRow {}",
                        "package shop.orderly.orders.web; class OrderEndpoint { shop.orderly.orders.view.OrderRow row; }"),
                breach(
                        HouseRules.ROOMS_DO_NOT_SEE_EACH_OTHER,
                        "package shop.orderly.orders.domain; public class Order {}",
                        "package shop.orderly.orders.adapter; class Line { shop.orderly.orders.domain.Order order; }"),
                breach(
                        HouseRules.CONTEXTS_MEET_IN_CONTRACTS,
                        "package shop.orderly.payments.api; public record Pay() {}",
                        "package shop.orderly.orders.process; class S { shop.orderly.payments.api.Pay pay; }"),
                breach(
                        HouseRules.LAUNCHER_SEES_ONLY_THE_FRONT_DOORS,
                        "package shop.orderly.orders.view; public class OrderRow {}",
                        "package shop.orderly.launcher; class L { shop.orderly.orders.view.OrderRow row; }"),
                breach(
                        HouseRules.CONTRACTS_ARE_FREE_OF_FRAMEWORKS,
                        "package shop.orderly.contracts.orders; class X { org.axonframework.messaging.MetaData m; }"),
                breach(
                        HouseRules.PLATFORM_KNOWS_NO_CONTEXT,
                        "package shop.orderly.platform.web; class W { shop.orderly.contracts.orders.OrderId id; }"),
                breach(HouseRules.SHARED_WORDS_ARE_FEW, sevenSharedWords()),
                breach(
                        HouseRules.CONTRACTS_ARE_RECORDS_OF_PLAIN_VALUES,
                        "package shop.orderly.contracts.orders; record Priced(double price) {}"),
                breach(
                        HouseRules.CONTRACTS_ARE_RECORDS_OF_PLAIN_VALUES,
                        "package shop.orderly.contracts.orders; class Shapeless {}"),
                breach(
                        HouseRules.EVENT_FAMILIES_ARE_SEALED_AND_NAMED,
                        "package shop.orderly.contracts.orders; interface ParcelEvent {}"),
                breach(
                        HouseRules.EVENT_FAMILIES_ARE_SEALED_AND_NAMED,
                        "package shop.orderly.orders.event; sealed interface ParcelEvent permits Sent {}",
                        "package shop.orderly.orders.event; record Sent() implements ParcelEvent {}"),
                breach(HouseRules.HANDLERS_NAME_THEIR_PROCESSING_GROUP, """
                        package shop.orderly.orders.view;
                        class P { @org.axonframework.eventhandling.EventHandler void on(String event) {} }
                        """),
                breach(HouseRules.COMMANDS_ARE_HANDLED_IN_DOMAIN, """
                        package shop.orderly.orders.web;
                        class P { @org.axonframework.commandhandling.CommandHandler void handle(String command) {} }
                        """),
                breach(
                        HouseRules.SAGA_EVENTS_ARE_HANDLED_IN_PROCESS,
                        saga("shop.orderly.orders.view", "String state;")),
                breach(HouseRules.QUERIES_ARE_HANDLED_IN_VIEW, """
                        package shop.orderly.orders.web;
                        class P { @org.axonframework.queryhandling.QueryHandler String handle(String query) { return query; } }
                        """),
                breach(HouseRules.FEW_SEND_COMMANDS, """
                        package shop.orderly.orders.view;
                        class P { org.axonframework.commandhandling.gateway.CommandGateway gateway; }
                        """),
                breach(HouseRules.SAGAS_KEEP_PLAIN_STATE, saga("shop.orderly.orders.process", "Thread worker;")),
                breach(
                        HouseRules.TIME_AND_IDENTITY_COME_THROUGH_THE_DOOR,
                        "package shop.orderly.orders.view; class V { java.time.Instant at = java.time.Instant.now(); }"),
                breach(HouseRules.TIME_AND_IDENTITY_COME_THROUGH_THE_DOOR, """
                        package shop.orderly.orders.web;
                        class W { java.util.function.Supplier<java.util.UUID> ids = java.util.UUID::randomUUID; }
                        """),
                breach(
                        HouseRules.NOTHING_IS_INJECTED_BEHIND_THE_BACK,
                        "package org.springframework.beans.factory.annotation; " + RUNTIME
                                + " public @interface Autowired {}",
                        """
                        package shop.orderly.orders.web;
                        class W { @org.springframework.beans.factory.annotation.Autowired String service; }
                        """),
                breach(
                        HouseRules.NO_FOREIGN_HABITS,
                        "package shop.orderly.orders.web; class W { java.util.logging.Logger log; }"),
                breach(
                        HouseRules.NOBODY_PRINTS,
                        "package shop.orderly.orders.web; class W { void say() { System.out.println(); } }"),
                breach(
                        HouseRules.ENTITIES_STAY_AT_HOME,
                        "package jakarta.persistence; " + RUNTIME + " public @interface Entity {}",
                        "package shop.orderly.orders.domain; @jakarta.persistence.Entity class Order {}"),
                breach(
                        HouseRules.WIRING_IS_DONE_AT_THE_ROOT,
                        "package org.springframework.context.annotation; " + RUNTIME
                                + " public @interface Configuration {}",
                        "package shop.orderly.orders.web; @org.springframework.context.annotation.Configuration class C {}"),
                breach(
                        HouseRules.WIRING_IS_DONE_AT_THE_ROOT,
                        "package org.springframework.context.annotation; " + RUNTIME
                                + " public @interface Configuration {}",
                        "package org.springframework.context.annotation; " + RUNTIME
                                + " public @interface ComponentScan { String[] basePackages(); }",
                        """
                        package shop.orderly.orders;
                        import org.springframework.context.annotation.*;
                        @Configuration @ComponentScan(basePackages = "shop.orderly.payments") class C {}
                        """),
                breach(HouseRules.NAMES_SAY_WHAT_IT_IS, "package shop.orderly.orders.web; class OrderHelper {}"),
                breach(
                        HouseRules.ROOMS_FORM_NO_CYCLES,
                        "package shop.orderly.orders.api; public class A { shop.orderly.orders.event.B b; }",
                        "package shop.orderly.orders.event; public class B { shop.orderly.orders.api.A a; }"),
                breach(
                        HouseRules.PACKAGES_INTRODUCE_THEMSELVES,
                        "package shop.orderly.orders.web; class OrderEndpoint {}"));
    }

    private static final String RUNTIME =
            "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)";

    private static Arguments breach(ArchRule rule, String... sources) {
        return arguments(rule, sources);
    }

    private static String saga(String home, String state) {
        return "package " + home + "; class ParcelSaga { " + state
                + " @org.axonframework.modelling.saga.SagaEventHandler(associationProperty = \"id\")"
                + " void on(String event) {} }";
    }

    private static String[] sevenSharedWords() {
        return Stream.of("A", "B", "C", "D", "E", "F", "G")
                .map(name -> "package shop.orderly.contracts.shared; public record " + name + "() {}")
                .toArray(String[]::new);
    }
}
