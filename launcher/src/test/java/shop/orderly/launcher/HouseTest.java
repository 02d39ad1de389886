package shop.orderly.launcher;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import shop.orderly.platformtest.house.House;

class HouseTest {
    @TestFactory
    Stream<DynamicTest> theWholeHouseKeepsItsRules() {
        return House.whole();
    }
}
