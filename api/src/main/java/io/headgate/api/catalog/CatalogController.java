package io.headgate.api.catalog;

import io.headgate.dag.catalog.ComponentType;
import io.headgate.dag.catalog.ComponentTypes;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The component types that processes are made of. */
@RestController
@RequestMapping("/api/v1/catalog/components")
@Tag(name = "catalog")
class CatalogController {

    private final ComponentTypes types;

    CatalogController(ComponentTypes types) {
        this.types = types;
    }

    /** The component types, each in all its versions. */
    @GetMapping
    List<ComponentType> list() {
        return types.all();
    }
}
