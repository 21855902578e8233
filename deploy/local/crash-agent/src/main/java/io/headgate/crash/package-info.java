/** For tests only: lets the api die by kill -9 at a named point of its code. The api knows nothing of it. */
@NullMarked
package io.headgate.crash;

import org.jspecify.annotations.NullMarked;
