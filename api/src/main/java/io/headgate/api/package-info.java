/** Headgate's api: one package a feature; the arrows between them are proven by a test. */
@NullMarked
package io.headgate.api;

import org.jspecify.annotations.NullMarked;
