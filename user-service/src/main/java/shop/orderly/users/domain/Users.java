package shop.orderly.users.domain;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** All users. */
public interface Users extends JpaRepository<User, String> {

    /** By username or e-mail address, whatever the case; a username never holds an {@code @}. */
    @Query("select u from User u where lower(u.username) = lower(:name) or lower(u.email) = lower(:name)")
    Optional<User> findByUsernameOrEmail(String name);

    /**
     * Locked until the transaction ends: what begins, goes on with or ends a user's sessions does so one after the other, so
     * that no token is issued beside the change that ends them all.
     */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from User u where u.id = :id")
    Optional<User> findForSession(String id);

    /** The same password, hashed better: nothing that happened to the user. */
    @Modifying
    @Query("update User u set u.passwordHash = :better where u.id = :id and u.passwordHash = :known")
    int rehash(String id, String known, String better);

    /** In the order of their ids, which is that of their registration. */
    List<User> findByIdGreaterThanOrderById(String after, Limit limit);
}
