package shop.orderly.categories.domain;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.categories.CategoryId;
import shop.orderly.contracts.users.UserId;

/**
 * A shelf of the shop: created, renamed or described anew, and deleted once it is empty. Its version counts its events
 * from 0; the deletion is the last one.
 */
@Entity
@Table(schema = "categories", name = "category")
class Category {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    private String description;
    private String createdBy;

    // Written here, read by the view's SQL.
    @SuppressWarnings("UnusedVariable")
    private Instant createdAt;

    @SuppressWarnings("UnusedVariable")
    private Instant updatedAt;

    @Version
    private long version;

    Category(String name, String description, UserId createdBy, Instant at) {
        this.name = name;
        this.description = description;
        this.createdBy = createdBy.value();
        this.createdAt = at;
        this.updatedAt = at;
    }

    CategoryId id() {
        if (id == null) {
            throw new IllegalStateException("A category has its id once it is stored");
        }
        return new CategoryId(id);
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    long version() {
        return version;
    }

    boolean isOf(UserId user) {
        return createdBy.equals(user.value());
    }

    boolean reads(String otherName, String otherDescription) {
        return name.equals(otherName) && description.equals(otherDescription);
    }

    void revise(String newName, String newDescription, Instant at) {
        name = newName;
        description = newDescription;
        updatedAt = at;
    }

    /** For JPA, which fills the fields afterwards. */
    @SuppressWarnings("NullAway.Init")
    protected Category() {}
}
