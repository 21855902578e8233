/** Component types: the forms of their settings, their help, their versions. */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package io.headgate.api.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
