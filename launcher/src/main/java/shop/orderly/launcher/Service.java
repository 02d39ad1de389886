package shop.orderly.launcher;

import org.jspecify.annotations.Nullable;

/**
 * One deployable.
 *
 * @param name the module's name
 * @param application its application class
 * @param port its HTTP port unless configured otherwise
 * @param database its database; null if it stores nothing
 */
record Service(
        String name,
        Class<?> application,
        int port,
        @Nullable String database) {
    static Service service(String name, Class<?> application, int port) {
        return new Service(name, application, port, null);
    }

    Service storing(String name) {
        return new Service(this.name, application, port, name);
    }
}
