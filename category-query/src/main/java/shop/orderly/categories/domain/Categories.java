package shop.orderly.categories.domain;

import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import shop.orderly.categories.api.CreateCategory;
import shop.orderly.categories.api.DeleteCategory;
import shop.orderly.categories.api.ProductCounts;
import shop.orderly.categories.api.ReviseCategory;
import shop.orderly.contracts.categories.CategoryCreated;
import shop.orderly.contracts.categories.CategoryDeleted;
import shop.orderly.contracts.categories.CategoryEvent;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.categories.CategoryRevised;
import shop.orderly.contracts.shared.Refusal;
import shop.orderly.contracts.users.UserId;
import shop.orderly.platform.eventstore.EntityEvents;

/** Changes categories: row and event in one transaction, the row's version being the event's sequence. */
@Component
class Categories {

    private final CategoryRepository stored;
    private final EntityEvents events;
    private final ProductCounts products;
    private final Clock clock;

    Categories(CategoryRepository stored, EntityEvents events, ProductCounts products, Clock clock) {
        this.stored = stored;
        this.events = events;
        this.products = products;
        this.clock = clock;
    }

    @CommandHandler
    CategoryId handle(CreateCategory command) {
        var category = new Category(command.name(), command.description(), command.createdBy(), clock.instant());
        written(command.name(), () -> stored.saveAndFlush(category));
        append(category, new CategoryCreated(category.id(), category.name(), category.description()), 0);
        return category.id();
    }

    @CommandHandler
    void handle(ReviseCategory command) {
        var category = find(command.categoryId(), command.caller(), command.anyone());
        if (category.reads(command.name(), command.description())) {
            return;
        }
        category.revise(command.name(), command.description(), clock.instant());
        written(command.name(), () -> stored.saveAndFlush(category));
        append(category, new CategoryRevised(category.id(), category.name(), category.description()), 0);
    }

    @CommandHandler
    void handle(DeleteCategory command) {
        var category = find(command.categoryId(), command.caller(), command.anyone());
        var onSale = products.in(category.id());
        if (onSale > 0) {
            throw Refusal.conflict("category_not_empty", "Move or discontinue the products of this category first.")
                    .with("product_count", onSale)
                    .exception();
        }
        written(category.name(), () -> {
            stored.delete(category);
            stored.flush();
        });
        append(category, new CategoryDeleted(category.id()), 1);
    }

    private Category find(CategoryId id, UserId caller, boolean anyone) {
        var category = stored.findById(id.value())
                .orElseThrow(() -> Refusal.notFound("category_not_found", "There is no such category.")
                        .exception());
        if (!anyone && !category.isOf(caller)) {
            throw Refusal.forbidden("not_your_category", "Only who created a category may change it.")
                    .exception();
        }
        return category;
    }

    private static void written(String name, Runnable write) {
        try {
            write.run();
        } catch (OptimisticLockingFailureException e) {
            throw new ConcurrencyException("Somebody else changed this category meanwhile", e);
        } catch (DataIntegrityViolationException e) {
            if (!String.valueOf(e.getMessage()).contains("category_name_key")) {
                throw e;
            }
            throw Refusal.conflict("category_name_taken", "Choose another name: a category has it already.")
                    .with("name", name)
                    .exception();
        }
    }

    private void append(Category category, CategoryEvent event, int beyondVersion) {
        events.append("Category", category.id().streamId(), category.version() + beyondVersion, event);
    }
}
