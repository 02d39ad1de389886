package shop.orderly.launcher.client;

import java.nio.file.Path;

/** Where a stack on this machine keeps everything: {@code .orderly}, or what {@code ORDERLY_HOME} names. */
public final class Home {
    private Home() {}

    public static Path folder() {
        var configured = System.getenv("ORDERLY_HOME");
        return configured == null || configured.isBlank() ? Path.of(".orderly") : Path.of(configured);
    }

    /** A folder for each holder of a certificate. */
    public static Path certificates() {
        return folder().resolve("certs");
    }
}
