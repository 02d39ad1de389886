package shop.orderly.launcher;

import shop.orderly.launcher.client.Home;
import shop.orderly.launcher.operator.LocalAccess;

/** The stack whose data is on this machine. */
final class LocalStack implements LocalAccess {
    @Override
    public String door() {
        return Ports.configured(System.getenv()).url(Shop.GATEWAY);
    }

    @Override
    public String username() {
        return LocalOperator.USERNAME;
    }

    @Override
    public String password() {
        return DataFolder.secretsOf(Home.folder()).known(LocalOperator.USERNAME);
    }
}
