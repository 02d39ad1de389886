package shop.orderly.users.domain;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All users. */
public interface Users extends JpaRepository<User, String> {

    /** By username or e-mail address, whatever the case; a username never holds an {@code @}. */
    @Query("select u from User u where lower(u.username) = lower(:name) or lower(u.email) = lower(:name)")
    Optional<User> findByUsernameOrEmail(String name);

    /** In the order of their ids, which is that of their registration. */
    List<User> findByIdGreaterThanOrderById(String after, Limit limit);
}
