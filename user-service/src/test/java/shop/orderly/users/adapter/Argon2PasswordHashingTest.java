package shop.orderly.users.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import shop.orderly.platform.web.ProblemException;
import shop.orderly.users.adapter.Argon2PasswordHashing.Cost;

class Argon2PasswordHashingTest {

    private final Argon2PasswordHashing passwords = new Argon2PasswordHashing(Cost.LEAST, 1, new SimpleMeterRegistry());

    @Test
    void hashesWithArgon2idAndASaltOfItsOwn() {
        var hash = passwords.hash("correct horse");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(passwords.hash("correct horse"));
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("battery staple", hash)).isFalse();
    }

    @Test
    void answersTooManyInsteadOfQueueingWithoutEnd() throws Exception {
        var refused = new AtomicInteger();
        var done = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 300; i++) {
                done.add(threads.submit(() -> {
                    try {
                        passwords.pretendToMatch("guess");
                    } catch (ProblemException e) {
                        assertThat(e.problem().status().value()).isEqualTo(429);
                        assertThat(e.problem().retryAfterSeconds()).isPositive();
                        refused.incrementAndGet();
                    }
                }));
            }
        }
        for (var one : done) {
            one.get();
        }
        assertThat(refused).hasPositiveValue().hasValueLessThan(300);
    }
}
