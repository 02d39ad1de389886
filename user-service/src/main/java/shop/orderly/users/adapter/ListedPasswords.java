package shop.orderly.users.adapter;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import shop.orderly.users.domain.CommonPasswords;

/** The 30 000 most common passwords, as zxcvbn lists them, less those that the configuration permits. */
public final class ListedPasswords implements CommonPasswords {

    private final Set<String> listed;

    public ListedPasswords(Set<String> permitted) {
        try {
            listed = new HashSet<>(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listed.removeAll(permitted);
    }

    @Override
    public boolean contains(String password) {
        return listed.contains(password.toLowerCase(Locale.ROOT));
    }
}
