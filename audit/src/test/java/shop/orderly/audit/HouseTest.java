package shop.orderly.audit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import shop.orderly.platformtest.house.House;

class HouseTest {
    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return House.of("shop.orderly.audit");
    }
}
