package shop.orderly.users.domain;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person who may log in. The only place where names and addresses are kept; deleting the user deletes them.
 * Its version counts from 0 and is the sequence of its events.
 */
@Entity
@Table(name = "user_account", schema = "users")
public class User {

    private static final String ACTIVE = "active";

    private static final String DISABLED = "disabled";

    @Id
    private String id = "";

    private String username = "";

    private String email = "";

    private @Nullable String firstName;

    private @Nullable String lastName;

    private String passwordHash = "";

    private String status = ACTIVE;

    private List<String> roles = List.of();

    private Instant createdAt = Instant.EPOCH;

    private Instant updatedAt = Instant.EPOCH;

    @Version
    private @Nullable Long version;

    User(String id, Profile profile, String passwordHash, Collection<String> roles, Instant now) {
        this.id = id;
        this.username = profile.username();
        this.email = profile.email();
        this.firstName = profile.firstName();
        this.lastName = profile.lastName();
        this.passwordHash = passwordHash;
        this.roles = sorted(roles);
        this.createdAt = now;
        this.updatedAt = now;
    }

    public String id() {
        return id;
    }

    public Profile profile() {
        return new Profile(username, email, firstName, lastName);
    }

    public List<String> roles() {
        return List.copyOf(roles);
    }

    /** {@code active}, or {@code disabled}: may not log in. */
    public String status() {
        return status;
    }

    boolean isDisabled() {
        return status.equals(DISABLED);
    }

    public long currentVersion() {
        return Objects.requireNonNull(version, "not stored yet");
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When anything of it changed last. */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** Whether the password is still that of an earlier look; a better hash of it leaves the version alone. */
    boolean hasPasswordOf(User before) {
        return passwordHash.equals(before.passwordHash) || currentVersion() == before.currentVersion();
    }

    String passwordHash() {
        return passwordHash;
    }

    /** Answers whether that changed anything. */
    boolean revise(Profile revised, Instant now) {
        if (revised.equals(profile())) {
            return false;
        }
        username = revised.username();
        email = revised.email();
        firstName = revised.firstName();
        lastName = revised.lastName();
        updatedAt = now;
        return true;
    }

    /** Answers whether that changed anything. */
    boolean changeRoles(Collection<String> changed, Instant now) {
        var wanted = sorted(changed);
        if (wanted.equals(roles())) {
            return false;
        }
        roles = wanted;
        updatedAt = now;
        return true;
    }

    /** Answers whether that changed anything. */
    boolean disable(boolean disabled, Instant now) {
        if (disabled == isDisabled()) {
            return false;
        }
        status = disabled ? DISABLED : ACTIVE;
        updatedAt = now;
        return true;
    }

    void changePassword(String hash, Instant now) {
        passwordHash = hash;
        updatedAt = now;
    }

    private static List<String> sorted(Collection<String> roles) {
        return roles.stream().distinct().sorted().toList();
    }

    /** For Hibernate. */
    protected User() {}
}
