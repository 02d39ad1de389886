package shop.orderly.catalogue.domain;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import java.math.BigDecimal;
import java.util.Currency;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import shop.orderly.catalogue.api.CreateProduct;
import shop.orderly.catalogue.api.DiscontinueProduct;
import shop.orderly.catalogue.api.Price;
import shop.orderly.catalogue.api.ProductDescription;
import shop.orderly.catalogue.api.ReviseProduct;
import shop.orderly.contracts.catalogue.ProductCreated;
import shop.orderly.contracts.catalogue.ProductDiscontinued;
import shop.orderly.contracts.catalogue.ProductId;
import shop.orderly.contracts.catalogue.ProductRepriced;
import shop.orderly.contracts.catalogue.ProductRevised;
import shop.orderly.contracts.shared.Actor;
import shop.orderly.contracts.shared.Money;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.users.UserId;

/**
 * A product as its merchant offers it: created once, described and priced anew as often as needed, discontinued for
 * good. How much of it is there is inventory's business, not the product's.
 *
 * <p>Every handler may meet a product that does not exist: it is then created empty, and refuses by itself with
 * {@code product_not_found}.
 */
@Aggregate
class Product {

    @AggregateIdentifier
    private @Nullable ProductId productId;

    private @Nullable UserId merchantId;
    private @Nullable ProductDescription description;
    private @Nullable Price price;
    private boolean discontinued;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    long handle(CreateProduct command) {
        if (productId == null) {
            var about = command.description();
            var list = command.price().list();
            apply(new ProductCreated(
                    command.productId(),
                    command.merchantId(),
                    about.name(),
                    about.description(),
                    list.major(),
                    list.currency(),
                    command.price().discount(),
                    about.store(),
                    about.imageUrls(),
                    about.categoryId(),
                    command.initialStock()));
        }
        return getVersion();
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    long handle(ReviseProduct command) {
        requireChangeableBy(command.actor(), command.productId());
        if (discontinued) {
            throw Refusal.conflict("product_discontinued", "A discontinued product cannot be changed.")
                    .exception();
        }
        var revised = !command.description().equals(description);
        var repriced = !command.price().equals(price);
        if (revised || repriced) {
            requireVersion(command.expectedVersion());
        }
        if (revised) {
            apply(revised(command.productId(), command.description()));
        }
        if (repriced) {
            var list = command.price().list();
            apply(new ProductRepriced(
                    command.productId(),
                    list.major(),
                    list.currency(),
                    command.price().discount()));
        }
        return getVersion();
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    long handle(DiscontinueProduct command) {
        requireChangeableBy(command.actor(), command.productId());
        if (!discontinued) {
            requireVersion(command.expectedVersion());
            apply(new ProductDiscontinued(command.productId()));
        }
        return getVersion();
    }

    private void requireChangeableBy(Actor actor, ProductId wanted) {
        if (productId == null) {
            throw Refusal.notFound("product_not_found", "There is no product " + wanted + ".")
                    .exception();
        }
        if (!ProductOwnership.allows(actor, merchantId)) {
            throw Refusal.forbidden("not_your_product", "Only its merchant may change this product.")
                    .exception();
        }
    }

    private static void requireVersion(@Nullable Long expected) {
        if (expected != null && !expected.equals(getVersion())) {
            throw Refusal.conflict("version_conflict", "The product has changed since; read it again.")
                    .with("version", getVersion())
                    .exception();
        }
    }

    private static ProductRevised revised(ProductId id, ProductDescription to) {
        return new ProductRevised(id, to.name(), to.description(), to.store(), to.imageUrls(), to.categoryId());
    }

    @EventSourcingHandler
    void on(ProductCreated event) {
        productId = event.productId();
        merchantId = event.merchantId();
        description = new ProductDescription(
                event.name(), event.description(), event.store(), event.imageUrls(), event.categoryId());
        price = price(event.price(), event.currency(), event.discount());
    }

    @EventSourcingHandler
    void on(ProductRevised event) {
        description = new ProductDescription(
                event.name(), event.description(), event.store(), event.imageUrls(), event.categoryId());
    }

    @EventSourcingHandler
    void on(ProductRepriced event) {
        price = price(event.price(), event.currency(), event.discount());
    }

    @EventSourcingHandler
    void on(ProductDiscontinued event) {
        discontinued = true;
    }

    private static Price price(BigDecimal major, Currency currency, int discount) {
        return new Price(Money.ofMajor(major, currency), discount);
    }

    /** For the framework, which fills it from its events. */
    Product() {}
}
