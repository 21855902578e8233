/** One budget of EMR calls for each account and Region, spent by every part of Headgate that calls EMR there. */
@NullMarked
package io.headgate.connector.budget;

import org.jspecify.annotations.NullMarked;
