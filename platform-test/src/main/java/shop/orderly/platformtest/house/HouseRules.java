package shop.orderly.platformtest.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static shop.orderly.platformtest.house.HouseConditions.*;
import static shop.orderly.platformtest.house.HousePredicates.*;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.serialization.Revision;

/**
 * The structure of Orderly as rules that can fail. {@link House} runs them for one module, or strictly for the whole.
 * A rule that a class has good reason to break is changed here, with an ADR; nothing is frozen or ignored.
 */
public final class HouseRules {
    /** The business contexts: each owns the package {@code shop.orderly.<context>}. */
    static final List<String> CONTEXTS =
            List.of("catalogue", "inventory", "products", "categories", "users", "orders", "payments", "gateway");

    /** The rooms a context may have; each exists somewhere in the house. */
    static final List<String> ROOMS = List.of("api", "domain", "process", "view", "web", "adapter");

    /** Plain CRUD: their entities are their domain, and their endpoints use them directly. */
    private static final DescribedPredicate<JavaClass> CRUD = resideInAnyPackage(
                    "shop.orderly.users..", "shop.orderly.categories..")
            .as("plain CRUD contexts");

    private static final DescribedPredicate<JavaClass> GENERATED =
            resideInAPackage("shop.orderly.contracts.*.v1..").as("generated code");

    private HouseRules() {}

    public static final ArchRule DOMAIN_KNOWS_ONLY_ITS_WORDS = classes()
            .that()
            .resideInAPackage("shop.orderly.*.domain..")
            .and(not(CRUD))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "shop.orderly.contracts..",
                            "shop.orderly.*.api..",
                            "shop.orderly.*.event..",
                            "shop.orderly.*.domain..",
                            "org.axonframework.commandhandling",
                            "org.axonframework.eventhandling",
                            "org.axonframework.eventsourcing..",
                            "org.axonframework.messaging..",
                            "org.axonframework.modelling.command..",
                            "org.axonframework.spring.stereotype")
                    .or(belongToAnyOf(Revision.class))
                    .and(not(belongToAnyOf(Clock.class)))
                    .as("words of this context, contracts, Axon's annotations or java (but no Clock)"));

    public static final ArchRule API_AND_EVENT_ARE_WORDS = classes()
            .that()
            .resideInAnyPackage("shop.orderly.*.api..", "shop.orderly.*.event..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "shop.orderly.contracts..",
                    "shop.orderly.*.api..",
                    "shop.orderly.*.event..",
                    "org.axonframework.modelling.command",
                    "org.axonframework.commandhandling"));

    public static final ArchRule ROOMS_DO_NOT_SEE_EACH_OTHER = CompositeArchRule.of(
                    doesNotSee("web", not(CRUD), "domain", "process", "view", "adapter"))
            .and(doesNotSee("web", CRUD, "process", "view", "adapter"))
            .and(doesNotSee("process", everyone(), "domain", "view", "web", "adapter"))
            .and(doesNotSee("view", everyone(), "domain", "process", "web", "adapter"))
            .and(doesNotSee("adapter", not(CRUD), "domain", "process", "view", "web"))
            .and(doesNotSee("adapter", CRUD, "process", "view", "web"))
            .as("web, process, view and adapter do not see each other, nor the domain (plain CRUD excepted)");

    public static final ArchRule CONTEXTS_MEET_IN_CONTRACTS = classes()
            .that(resideInContext())
            .should(seeNoOtherContext())
            .as("a context sees another only through contracts");

    public static final ArchRule LAUNCHER_SEES_ONLY_THE_FRONT_DOORS = noClasses()
            .that()
            .resideInAnyPackage("shop.orderly.launcher..", "shop.orderly.productcommand..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONTEXTS.stream()
                    .map(context -> "shop.orderly." + context + ".*..")
                    .toArray(String[]::new));

    public static final ArchRule CONTRACTS_ARE_FREE_OF_FRAMEWORKS = CompositeArchRule.of(classes()
                    .that()
                    .resideInAPackage("shop.orderly.contracts..")
                    .and(not(GENERATED))
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "shop.orderly.contracts..",
                            "com.fasterxml.jackson.annotation..",
                            "tools.jackson.."))
            .and(noClasses()
                    .that()
                    .resideInAPackage("shop.orderly.contracts..")
                    .and()
                    .resideOutsideOfPackage("shop.orderly.contracts.json..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("tools.jackson.."))
            .as("contracts know neither Spring, JPA nor Axon; only contracts.json writes JSON");

    /** Who a user is concerns every service alike: security alone hears what happens to users. */
    public static final ArchRule PLATFORM_KNOWS_NO_CONTEXT = CompositeArchRule.of(noClasses()
                    .that()
                    .resideInAPackage("shop.orderly.platform..")
                    .should()
                    .dependOnClassesThat(resideInContext()
                            .or(resideInAPackage("shop.orderly.contracts..")
                                    .and(not(resideInAnyPackage(
                                            "shop.orderly.contracts.shared..",
                                            "shop.orderly.contracts.json..",
                                            "shop.orderly.contracts.users.."))))))
            .and(noClasses()
                    .that()
                    .resideInAPackage("shop.orderly.platform..")
                    .and()
                    .resideOutsideOfPackage("shop.orderly.platform.security..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("shop.orderly.contracts.users..")))
            .as("platform knows no context, and only its security knows the facts about users");

    public static final ArchRule SHARED_WORDS_ARE_FEW = classes()
            .that()
            .resideInAPackage("shop.orderly.contracts.shared")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should(beAtMost(6))
            .as("contracts.shared has at most 6 public types");

    public static final ArchRule CONTRACTS_ARE_RECORDS_OF_PLAIN_VALUES = classes()
            .that()
            .resideInAPackage("shop.orderly.contracts.*")
            .and()
            .resideOutsideOfPackages("shop.orderly.contracts.shared", "shop.orderly.contracts.json")
            .should(beAPlainRecord())
            .as("contracts are records of plain values, enums or sealed families");

    public static final ArchRule EVENT_FAMILIES_ARE_SEALED_AND_NAMED = classes()
            .that()
            .resideInAnyPackage("shop.orderly.contracts..", "shop.orderly.*.event..")
            .and(are(eventFamiliesOrEvents()))
            .should(beSealedFamiliesOrNamedRecords());

    public static final ArchRule HANDLERS_NAME_THEIR_PROCESSING_GROUP = classes()
            .that(handleEvents())
            .should(haveAProcessingGroupOfTheirOwn())
            .as("every event handler and saga names a kebab-case processing group that no other context uses");

    public static final ArchRule COMMANDS_ARE_HANDLED_IN_DOMAIN = handled(CommandHandler.class, "domain");

    public static final ArchRule SAGA_EVENTS_ARE_HANDLED_IN_PROCESS = handled(SagaEventHandler.class, "process");

    public static final ArchRule QUERIES_ARE_HANDLED_IN_VIEW = handled(QueryHandler.class, "view");

    public static final ArchRule FEW_SEND_COMMANDS = noClasses()
            .that(are(resideInContext()))
            .and()
            .resideOutsideOfPackages("shop.orderly.*.web..", "shop.orderly.*.process..", "shop.orderly.*.adapter..")
            .and(not(atARoot()))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(CommandGateway.class);

    public static final ArchRule SAGAS_KEEP_PLAIN_STATE =
            classes().that(areSagas()).should(haveOnlyPlainFields()).as("a saga's fields are plain values");

    public static final ArchRule TIME_AND_IDENTITY_COME_THROUGH_THE_DOOR = noClasses()
            .that()
            .resideOutsideOfPackages("shop.orderly.platform.time..", "shop.orderly.platformtest..")
            .should()
            .accessTargetWhere(readsTheSystemClockOrMintsAnId());

    public static final ArchRule NOTHING_IS_INJECTED_BEHIND_THE_BACK = noMembers()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource");

    public static final ArchRule NO_FOREIGN_HABITS =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("lombok..", "java.util.logging..");

    public static final ArchRule NOBODY_PRINTS = noClasses()
            .that()
            .resideOutsideOfPackage("shop.orderly.launcher..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    public static final ArchRule ENTITIES_STAY_AT_HOME = noClasses()
            .that()
            .resideOutsideOfPackages("shop.orderly.*.view..", "shop.orderly.*.adapter..")
            .and(not(CRUD.and(resideInAPackage("shop.orderly.*.domain.."))))
            .should()
            .beAnnotatedWith("jakarta.persistence.Entity")
            .orShould()
            .beAssignableTo("org.springframework.data.repository.Repository");

    public static final ArchRule WIRING_IS_DONE_AT_THE_ROOT = classes()
            .that(areConfigurations())
            .should(resideAtARoot())
            .andShould(scanOnlyTheirOwnHouse())
            .as("configurations live in context roots and platform, and scan no other context");

    public static final ArchRule NAMES_SAY_WHAT_IT_IS = noClasses()
            .that(not(GENERATED))
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager|DTO|Dto|Aggregate)");

    /** Contracts are one language: an order's event names its payment, a payment's its order. */
    public static final ArchRule ROOMS_FORM_NO_CYCLES = slices().matching("shop.orderly.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(
                    resideInAPackage("shop.orderly.contracts.."), resideInAPackage("shop.orderly.contracts.."));

    public static final ArchRule PACKAGES_INTRODUCE_THEMSELVES = classes()
            .that(not(GENERATED))
            .and(are(not(simpleName("package-info"))))
            .should(liveInANullMarkedPackage())
            .as("every package has a package-info and is @NullMarked");

    /** Every rule under its name. */
    static Map<String, ArchRule> all() {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put("the domain knows only its own words", DOMAIN_KNOWS_ONLY_ITS_WORDS);
        rules.put("api and event rooms are words", API_AND_EVENT_ARE_WORDS);
        rules.put("rooms do not see each other", ROOMS_DO_NOT_SEE_EACH_OTHER);
        rules.put("contexts meet in contracts", CONTEXTS_MEET_IN_CONTRACTS);
        rules.put("the launcher sees only the front doors", LAUNCHER_SEES_ONLY_THE_FRONT_DOORS);
        rules.put("contracts are free of frameworks", CONTRACTS_ARE_FREE_OF_FRAMEWORKS);
        rules.put("the platform knows no context", PLATFORM_KNOWS_NO_CONTEXT);
        rules.put("shared words are few", SHARED_WORDS_ARE_FEW);
        rules.put("contracts are records of plain values", CONTRACTS_ARE_RECORDS_OF_PLAIN_VALUES);
        rules.put("event families are sealed and events named", EVENT_FAMILIES_ARE_SEALED_AND_NAMED);
        rules.put("handlers name their processing group", HANDLERS_NAME_THEIR_PROCESSING_GROUP);
        rules.put("commands are handled in the domain", COMMANDS_ARE_HANDLED_IN_DOMAIN);
        rules.put("saga events are handled in the process", SAGA_EVENTS_ARE_HANDLED_IN_PROCESS);
        rules.put("queries are handled in the view", QUERIES_ARE_HANDLED_IN_VIEW);
        rules.put("only web, process and adapter send commands", FEW_SEND_COMMANDS);
        rules.put("sagas keep plain state", SAGAS_KEEP_PLAIN_STATE);
        rules.put("time and identity come through the door", TIME_AND_IDENTITY_COME_THROUGH_THE_DOOR);
        rules.put("nothing is injected behind the back", NOTHING_IS_INJECTED_BEHIND_THE_BACK);
        rules.put("no Lombok and no java.util.logging", NO_FOREIGN_HABITS);
        rules.put("nobody prints", NOBODY_PRINTS);
        rules.put("entities stay at home", ENTITIES_STAY_AT_HOME);
        rules.put("wiring is done at the root", WIRING_IS_DONE_AT_THE_ROOT);
        rules.put("names say what it is", NAMES_SAY_WHAT_IT_IS);
        rules.put("rooms form no cycles", ROOMS_FORM_NO_CYCLES);
        rules.put("packages introduce themselves", PACKAGES_INTRODUCE_THEMSELVES);
        return rules;
    }

    private static ArchRule doesNotSee(String room, DescribedPredicate<? super JavaClass> who, String... hidden) {
        var packages =
                Stream.of(hidden).map(other -> "shop.orderly.*." + other + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("shop.orderly.*." + room + "..")
                .and(who)
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages).and(resideInContext()));
    }

    private static ArchRule handled(Class<? extends Annotation> by, String room) {
        return methods()
                .that()
                .areAnnotatedWith(by)
                .should()
                .beDeclaredInClassesThat(resideInAPackage("shop.orderly.*." + room + ".."));
    }
}
