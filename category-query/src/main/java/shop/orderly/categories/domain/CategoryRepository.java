package shop.orderly.categories.domain;

import org.springframework.data.jpa.repository.JpaRepository;

/** The stored categories. */
interface CategoryRepository extends JpaRepository<Category, Long> {}
